package dev.warren.gateway.publish;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts what becomes of task messages. */
@Component
final class PublishMeters {

    private final Counter published;
    private final Counter confirmed;
    private final Counter returned;
    private final Counter unconfirmed;
    private volatile @Nullable Unconfirmed inFlight;
    private volatile @Nullable Waiting waiting;

    PublishMeters(MeterRegistry meters) {
        this.published = counter(WarrenMetric.MESSAGES_PUBLISHED, meters);
        this.confirmed = counter(WarrenMetric.MESSAGES_CONFIRMED, meters);
        this.returned = counter(WarrenMetric.MESSAGES_RETURNED, meters);
        this.unconfirmed = counter(WarrenMetric.MESSAGES_UNCONFIRMED, meters);
        gauge(WarrenMetric.MESSAGES_IN_FLIGHT, this::inFlight, meters);
        gauge(WarrenMetric.MESSAGES_WAITING, this::waiting, meters);
    }

    /** Shows how many these are, instead of those of the channel before. */
    void shows(Unconfirmed messages) {
        inFlight = messages;
    }

    /** Shows how many wait. */
    void shows(Waiting messages) {
        waiting = messages;
    }

    private int inFlight() {
        Unconfirmed messages = inFlight;
        return messages == null ? 0 : messages.size();
    }

    private int waiting() {
        Waiting messages = waiting;
        return messages == null ? 0 : messages.size();
    }

    void published() {
        published.increment();
    }

    void confirmed(int messages) {
        confirmed.increment(messages);
    }

    void returned() {
        returned.increment();
    }

    void unconfirmed(int messages) {
        unconfirmed.increment(messages);
    }

    private static void gauge(WarrenMetric metric, Supplier<Number> value, MeterRegistry meters) {
        Gauge.builder(metric.id(), value).description(metric.description()).register(meters);
    }

    private static Counter counter(WarrenMetric metric, MeterRegistry meters) {
        return Counter.builder(metric.id()).description(metric.description()).register(meters);
    }
}
