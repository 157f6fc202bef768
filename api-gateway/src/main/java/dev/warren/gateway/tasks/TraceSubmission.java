package dev.warren.gateway.tasks;

import dev.warren.model.topology.Topology;
import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import dev.warren.store.submit.NewTask;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The span of a task's submission, which all later spans of the task lie below. Null for whom is not sampled. */
@Component
class TraceSubmission {

    private final Traces traces;

    TraceSubmission(Traces traces) {
        this.traces = traces;
    }

    @Nullable
    Span begin(@Nullable String traceparent) {
        return traceparent != null && traces.samples(traceparent)
                ? traces.below(traceparent, WarrenSpan.SUBMIT.operation(), WarrenSpan.SUBMIT.kind())
                        .startSpan()
                : null;
    }

    /** Trace context for the task. */
    static @Nullable String traceparent(@Nullable Span span, @Nullable String otherwise) {
        return span == null ? otherwise : Traces.traceparent(span);
    }

    static void describe(@Nullable Span span, NewTask task) {
        if (span != null) {
            span.updateName(WarrenSpan.SUBMIT.of(task.agent()))
                    .setAttribute(TraceAttribute.TASK_ID, task.id().toString())
                    .setAttribute(TraceAttribute.TASK_PRIORITY, (long) task.priority())
                    .setAttribute(TraceAttribute.TENANT, task.tenant())
                    .setAttribute(TraceAttribute.GEN_AI_AGENT, task.agent())
                    .setAttribute(TraceAttribute.MESSAGING_SYSTEM, "rabbitmq")
                    .setAttribute(TraceAttribute.MESSAGING_OPERATION, WarrenSpan.SUBMIT.operation())
                    .setAttribute(TraceAttribute.MESSAGING_OPERATION_TYPE, "create")
                    .setAttribute(TraceAttribute.MESSAGING_DESTINATION, Topology.agentQueue(task.agent(), task.lane()))
                    .setAttribute(TraceAttribute.MESSAGING_MESSAGE_ID, task.id().toString());
        }
    }

    /** @param refusal of the submission, absent where there was none */
    static void end(@Nullable Span span, @Nullable String refusal) {
        if (span != null) {
            if (refusal != null) {
                Traces.fail(span, refusal);
            }
            span.end();
        }
    }
}
