package dev.warren.gateway.trace;

import dev.warren.model.trace.LogField;
import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traceparent;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Records the requests whose callers record them, and of the submissions without trace context the configured share. For all
 * others it reads one header. No filter of Spring's, which would note for each request that it was here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class TraceRequests implements Filter {

    private static final String API = "/v1/";
    private static final String SUBMISSIONS = "/v1/tasks";
    private static final String BATCHES = "/v1/tasks/batch";

    private final Traces traces;
    private final double share;

    TraceRequests(Traces traces, @Value("${management.tracing.sampling.probability:0.01}") double share) {
        this.traces = traces;
        this.share = share;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        String said = http.getHeader(RequestTrace.HEADER);
        String caller = said != null && Traceparent.isWellFormed(said) ? said : null;
        Span span = traces.isOn() ? begin(http, caller) : null;
        if (caller == null && span == null) {
            chain.doFilter(request, response);
            return;
        }
        String traceparent = span == null ? caller : Traces.traceparent(span);
        MDC.put(LogField.TRACE_ID, Traceparent.traceId(traceparent));
        http.setAttribute(RequestTrace.ATTRIBUTE, traceparent);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LogField.TRACE_ID);
            if (span != null) {
                end(span, http, (HttpServletResponse) response);
            }
        }
    }

    private @Nullable Span begin(HttpServletRequest request, @Nullable String caller) {
        if (caller != null) {
            return Traceparent.isSampled(caller) && request.getRequestURI().startsWith(API)
                    ? start(traces.below(caller, name(request), WarrenSpan.REQUEST.kind()), request)
                    : null;
        }
        return share > 0
                        && "POST".equals(request.getMethod())
                        && isSubmission(request.getRequestURI())
                        && ThreadLocalRandom.current().nextDouble() < share
                ? start(traces.root(name(request), WarrenSpan.REQUEST.kind()), request)
                : null;
    }

    private static boolean isSubmission(String path) {
        return path.equals(SUBMISSIONS) || path.equals(BATCHES);
    }

    /** Until its route is known, a request is named by its method alone: paths are as many as tasks. */
    private static String name(HttpServletRequest request) {
        return request.getMethod();
    }

    private static Span start(SpanBuilder span, HttpServletRequest request) {
        return span.setAttribute(TraceAttribute.HTTP_METHOD, request.getMethod())
                .setAttribute(TraceAttribute.URL_PATH, request.getRequestURI())
                .startSpan();
    }

    private static void end(Span span, HttpServletRequest request, HttpServletResponse response) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (route != null) {
            span.updateName(request.getMethod() + " " + route);
            span.setAttribute(TraceAttribute.HTTP_ROUTE, route.toString());
        }
        int status = response.getStatus();
        span.setAttribute(TraceAttribute.HTTP_STATUS, (long) status);
        if (status >= 500) {
            Traces.fail(span, Integer.toString(status));
        }
        span.end();
    }
}
