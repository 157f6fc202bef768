package dev.warren.model.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of sampled tasks. Most tasks are not sampled: whoever wants a span asks {@link #samples} first, and where
 * it says no, nothing is made and nothing remembered. Without a tracing SDK in the application it always says no.
 */
public final class Traces {

    /** Makes no spans at all. */
    public static final Traces OFF = new Traces(null);

    private static final String INSTRUMENTATION = "dev.warren";

    private final @Nullable Tracer tracer;

    private Traces(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Makes spans by {@code telemetry}; none where that is null or of no effect. */
    public static Traces of(@Nullable OpenTelemetry telemetry) {
        return telemetry == null || telemetry == OpenTelemetry.noop()
                ? OFF
                : new Traces(telemetry.getTracer(INSTRUMENTATION));
    }

    public boolean isOn() {
        return tracer != null;
    }

    /** Whether a task with this trace context is recorded. */
    public boolean samples(@Nullable String traceparent) {
        return tracer != null && Traceparent.isSampled(traceparent);
    }

    /** A span that begins a trace. */
    public SpanBuilder root(String name, SpanKind kind) {
        return builder(name, kind).setNoParent();
    }

    /** A span below what {@code traceparent} names, which {@link #samples} said yes to. */
    public SpanBuilder below(String traceparent, String name, SpanKind kind) {
        return builder(name, kind).setParent(context(traceparent));
    }

    /** A span below another one. */
    public SpanBuilder below(Span parent, String name, SpanKind kind) {
        return builder(name, kind).setParent(Context.root().with(parent));
    }

    /** A span below that of the calling thread; null where that is in none that is recorded. */
    public @Nullable SpanBuilder belowCurrent(String name, SpanKind kind) {
        Span current = Span.current();
        return tracer != null && current.isRecording() ? below(current, name, kind) : null;
    }

    private SpanBuilder builder(String name, SpanKind kind) {
        if (tracer == null) {
            throw new IllegalStateException("Nothing is sampled");
        }
        return tracer.spanBuilder(name).setSpanKind(kind);
    }

    private static Context context(String traceparent) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        traceparent.substring(3, 35),
                        traceparent.substring(36, 52),
                        TraceFlags.fromHex(traceparent, 53),
                        TraceState.getDefault())));
    }

    /** The trace context that makes others continue {@code span}. */
    public static String traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /** Marks {@code span} as failed. No words of exceptions, which may quote what is nobody's to read. */
    public static void fail(Span span, String errorType) {
        span.setStatus(StatusCode.ERROR, errorType);
        span.setAttribute(TraceAttribute.ERROR_TYPE, errorType);
    }
}
