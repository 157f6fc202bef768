package dev.warren.gateway.trace;

import dev.warren.model.trace.LogField;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace that a request belongs to. */
public final class RequestTrace {

    static final String HEADER = "traceparent";
    static final String ATTRIBUTE = RequestTrace.class.getName();

    private RequestTrace() {}

    /** Trace context for what the request sets off; null where it is in no trace. */
    public static @Nullable String traceparent(HttpServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }

    /** Id of the trace that the calling thread's request is in; a new one, of a trace that nobody records, where it is in none. */
    public static String idOrNew() {
        String known = MDC.get(LogField.TRACE_ID);
        return known == null ? newId() : known;
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "%016x%016x".formatted(random.nextLong() | 1, random.nextLong());
    }

    /** Does {@code work}, whose log lines carry {@code traceId}. */
    public static void logged(String traceId, Runnable work) {
        try (MDC.MDCCloseable line = MDC.putCloseable(LogField.TRACE_ID, traceId)) {
            work.run();
        }
    }
}
