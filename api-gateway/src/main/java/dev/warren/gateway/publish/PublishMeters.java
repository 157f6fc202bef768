package dev.warren.gateway.publish;

import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.topology.Topology;
import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import dev.warren.store.publish.PublishableTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts what becomes of task messages, and makes the spans of those that are sampled. */
@Component
final class PublishMeters {

    private final Counter published;
    private final Counter confirmed;
    private final Counter returned;
    private final Counter unconfirmed;
    private volatile @Nullable Unconfirmed inFlight;
    private volatile @Nullable Waiting waiting;
    private final Traces traces;

    PublishMeters(MeterRegistry meters, Traces traces) {
        this.traces = traces;
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

    /** Makes the span of a message that the broker has confirmed, where its task is sampled. */
    void traceConfirmed(Outgoing message) {
        String traceparent = message.task().traceparent();
        if (traceparent != null && traces.samples(traceparent)) {
            span(message, traceparent);
        }
    }

    /** From when the message was handed to the publisher. */
    private void span(Outgoing message, String traceparent) {
        PublishableTask task = message.task();
        String queue = Topology.agentQueue(task.agent(), task.lane());
        Instant end = Instant.now();
        traces.below(traceparent, WarrenSpan.PUBLISH.of(queue), WarrenSpan.PUBLISH.kind())
                .setStartTimestamp(end.minusNanos(message.age()))
                .setAttribute(TraceAttribute.TASK_ID, task.id().toString())
                .setAttribute(TraceAttribute.TASK_RUN, (long) task.run())
                .setAttribute(TraceAttribute.MESSAGING_SYSTEM, "rabbitmq")
                .setAttribute(TraceAttribute.MESSAGING_OPERATION, WarrenSpan.PUBLISH.operation())
                .setAttribute(TraceAttribute.MESSAGING_OPERATION_TYPE, "send")
                .setAttribute(TraceAttribute.MESSAGING_DESTINATION, queue)
                .setAttribute(TraceAttribute.MESSAGING_MESSAGE_ID, task.id().toString())
                .startSpan()
                .end(end);
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
