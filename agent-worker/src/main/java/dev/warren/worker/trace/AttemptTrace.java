package dev.warren.worker.trace;

import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.Finished;
import dev.warren.worker.agent.ChildTask;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The spans of one attempt, from its claim until its result is written. */
public final class AttemptTrace {

    private final Traces traces;
    private final String agent;
    private final Span process;
    private volatile Span innermost;
    private volatile @Nullable Span finish;

    AttemptTrace(Traces traces, String agent, Span process) {
        this.traces = traces;
        this.agent = agent;
        this.process = process;
        this.innermost = process;
    }

    /** Trace context for what the agent calls. */
    public String traceparent() {
        return Traces.traceparent(innermost);
    }

    /** Makes the attempt's span that of the calling thread. */
    public Scope within() {
        return Context.root().with(process).makeCurrent();
    }

    /** The agent's own time. The calling thread is in it until {@link #close}. */
    public final class Invocation implements AutoCloseable {

        private final Span span;
        private final Scope scope;

        private Invocation(Span span) {
            this.span = span;
            this.scope = Context.root().with(span).makeCurrent();
        }

        public void failed(Throwable failure) {
            Traces.fail(span, failure.getClass().getName());
        }

        @Override
        public void close() {
            scope.close();
            span.end();
            innermost = process;
        }
    }

    /** The agent is about to run, in {@code version}. */
    public Invocation invoke(String version) {
        Span span = traces.below(process, WarrenSpan.INVOKE_AGENT.of(agent), WarrenSpan.INVOKE_AGENT.kind())
                .setAttribute(TraceAttribute.GEN_AI_OPERATION, WarrenSpan.INVOKE_AGENT.operation())
                .setAttribute(TraceAttribute.GEN_AI_AGENT, agent)
                .setAttribute(TraceAttribute.GEN_AI_AGENT_VERSION, version)
                .startSpan();
        innermost = span;
        return new Invocation(span);
    }

    /** The agent has sent {@code child}, which took the time since {@code began}. */
    public void sent(ChildTask child, UUID task, Instant began) {
        traces.below(innermost, WarrenSpan.SEND_CHILD.of(child.agent()), WarrenSpan.SEND_CHILD.kind())
                .setStartTimestamp(began)
                .setAttribute(TraceAttribute.TASK_ID, task.toString())
                .setAttribute(TraceAttribute.GEN_AI_AGENT, child.agent())
                .startSpan()
                .end();
    }

    /** How it ended is known, and on its way to the ledger. */
    public void ended(Ending ending) {
        process.setAttribute(TraceAttribute.OUTCOME, word(ending));
        if (ending instanceof Ending.HandedOff handedOff) {
            process.setAttribute(TraceAttribute.HANDOFF_TO, handedOff.agent());
        }
        String problem = problem(ending);
        if (problem != null) {
            Traces.fail(process, problem);
        }
        finish = traces.below(process, WarrenSpan.FINISH.of(agent), WarrenSpan.FINISH.kind())
                .startSpan();
    }

    /** The ledger has it; null where the attempt no longer owned its task. */
    public void written(@Nullable Finished finished) {
        Span writing = finish;
        if (writing != null) {
            if (finished == null) {
                Traces.fail(writing, "late");
            } else {
                writing.setAttribute(
                        TraceAttribute.TASK_STATUS, finished.status().name());
            }
            writing.end();
        }
        if (finished != null) {
            process.setAttribute(TraceAttribute.TASK_STATUS, finished.status().name());
            if (finished.reason() != null) {
                process.setAttribute(
                        TraceAttribute.TASK_REASON, finished.reason().name());
            }
        }
        process.end();
    }

    /** Nothing of it will be written. */
    public void abandoned(String why) {
        Traces.fail(process, why);
        process.end();
    }

    private static String word(Ending ending) {
        return switch (ending) {
            case Ending.Completed completed -> "completed";
            case Ending.Failed failed -> "failed";
            case Ending.Retry retry -> "retry";
            case Ending.TimedOut timedOut -> "timed_out";
            case Ending.Canceled canceled -> "canceled";
            case Ending.Released released -> "released";
            case Ending.HandedOff handedOff -> "handed_off";
            case Ending.Asked asked -> "asked";
            case Ending.Called called -> "called";
        };
    }

    private static @Nullable String problem(Ending ending) {
        return switch (ending) {
            case Ending.Failed failed -> failed.problem().code();
            case Ending.Retry retry -> retry.problem().code();
            case Ending.TimedOut timedOut -> timedOut.problem().code();
            default -> null;
        };
    }
}
