package dev.warren.worker.trace;

import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import dev.warren.store.claim.ClaimedTask;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import org.jspecify.annotations.Nullable;

/** Begins the spans of attempts whose tasks are sampled. */
public final class TraceAttempts {

    private final Traces traces;
    private final String worker;

    /** @param worker name of this one */
    public TraceAttempts(Traces traces, String worker) {
        this.traces = traces;
        this.worker = worker;
    }

    /** Right after the claim of {@code task}; null where it is not sampled. */
    public @Nullable AttemptTrace begin(ClaimedTask task) {
        String traceparent = task.traceparent();
        if (traceparent == null || !traces.samples(traceparent)) {
            return null;
        }
        // Both times are the ledger's, so that the wait is right whatever this machine's clock says.
        span(traceparent, WarrenSpan.WAIT, task)
                .setAttribute(TraceAttribute.MESSAGING_OPERATION_TYPE, "receive")
                .setStartTimestamp(task.dueAt())
                .startSpan()
                .end(task.claimedAt().isBefore(task.dueAt()) ? task.dueAt() : task.claimedAt());
        Span process = span(traceparent, WarrenSpan.PROCESS, task)
                .setAttribute(TraceAttribute.MESSAGING_OPERATION_TYPE, "process")
                .setAttribute(TraceAttribute.WORKER, worker)
                .startSpan();
        return new AttemptTrace(traces, task.agent(), process);
    }

    private SpanBuilder span(String traceparent, WarrenSpan span, ClaimedTask task) {
        return traces.below(traceparent, span.of(task.agent()), span.kind())
                .setAttribute(TraceAttribute.TASK_ID, task.id().toString())
                .setAttribute(TraceAttribute.TASK_RUN, (long) task.run())
                .setAttribute(TraceAttribute.TASK_ATTEMPT, (long) task.attempt())
                .setAttribute(TraceAttribute.TASK_PRIORITY, (long) task.priority())
                .setAttribute(TraceAttribute.TENANT, task.tenant())
                .setAttribute(TraceAttribute.MESSAGING_SYSTEM, "rabbitmq")
                .setAttribute(TraceAttribute.MESSAGING_OPERATION, span.operation())
                .setAttribute(TraceAttribute.MESSAGING_MESSAGE_ID, task.id().toString());
    }
}
