package dev.warren.gateway.publish;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what becomes of task messages. */
@Component
final class PublishMeters {

    private final Counter published;
    private final Counter confirmed;
    private final Counter returned;
    private final Counter unconfirmed;

    PublishMeters(MeterRegistry meters) {
        this.published = counter(WarrenMetric.MESSAGES_PUBLISHED, meters);
        this.confirmed = counter(WarrenMetric.MESSAGES_CONFIRMED, meters);
        this.returned = counter(WarrenMetric.MESSAGES_RETURNED, meters);
        this.unconfirmed = counter(WarrenMetric.MESSAGES_UNCONFIRMED, meters);
    }

    void published() {
        published.increment();
    }

    void confirmed() {
        confirmed.increment();
    }

    void returned() {
        returned.increment();
    }

    void unconfirmed(int messages) {
        unconfirmed.increment(messages);
    }

    private static Counter counter(WarrenMetric metric, MeterRegistry meters) {
        return Counter.builder(metric.id()).description(metric.description()).register(meters);
    }
}
