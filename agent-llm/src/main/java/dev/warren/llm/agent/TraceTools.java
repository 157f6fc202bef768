package dev.warren.llm.agent;

import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;

/** Makes the spans of tools that sampled attempts call. Of a call it says neither arguments nor result. */
final class TraceTools {

    private final Traces traces;

    TraceTools(Traces traces) {
        this.traces = traces;
    }

    <T> T within(String tool, String call, Supplier<T> work) {
        SpanBuilder builder = traces.belowCurrent(WarrenSpan.EXECUTE_TOOL.of(tool), WarrenSpan.EXECUTE_TOOL.kind());
        if (builder == null) {
            return work.get();
        }
        Span span = builder.setAttribute(TraceAttribute.GEN_AI_OPERATION, WarrenSpan.EXECUTE_TOOL.operation())
                .setAttribute(TraceAttribute.GEN_AI_TOOL, tool)
                .setAttribute(TraceAttribute.GEN_AI_TOOL_CALL, call)
                .setAttribute(TraceAttribute.GEN_AI_TOOL_TYPE, "function")
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException e) {
            Traces.fail(span, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }
}
