package dev.warren.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.trace.LogField;
import dev.warren.model.trace.Traceparent;
import dev.warren.model.trace.Traces;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class TraceRequestsTests {

    private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

    private final List<SpanData> spans = new ArrayList<>();
    private final Traces traces = Traces.of(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
                    .build())
            .build());
    private final AtomicReference<String> continued = new AtomicReference<>();
    private final AtomicReference<String> logged = new AtomicReference<>();

    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void recordsWhatItsCallerRecords() throws Exception {
        answer(new TraceRequests(traces, 0), "POST", "/v1/tasks", CALLER + "01");

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("POST /v1/tasks");
            assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(continued.get()).endsWith("-" + span.getSpanId() + "-01");
        });
        assertThat(logged.get()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(MDC.get(LogField.TRACE_ID)).isNull();
    }

    @Test
    void onlyTellsTheTraceOfWhatItsCallerDoesNotRecord() throws Exception {
        answer(new TraceRequests(traces, 1), "POST", "/v1/tasks", CALLER + "00");

        assertThat(spans).isEmpty();
        assertThat(continued.get()).isEqualTo(CALLER + "00");
        assertThat(logged.get()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void recordsAShareOfTheOtherSubmissions() throws Exception {
        answer(new TraceRequests(traces, 0), "POST", "/v1/tasks", null);
        answer(new TraceRequests(traces, 1), "GET", "/v1/tasks", null);
        answer(new TraceRequests(Traces.OFF, 1), "POST", "/v1/tasks", "no trace context");
        assertThat(spans).isEmpty();
        assertThat(continued.get()).isNull();
        assertThat(logged.get()).isNull();

        answer(new TraceRequests(traces, 1), "POST", "/v1/tasks/batch", null);

        assertThat(spans).hasSize(1);
        assertThat(Traceparent.isSampled(continued.get())).isTrue();
    }

    private void answer(TraceRequests filter, String method, String path, String traceparent) throws Exception {
        var request = new MockHttpServletRequest(method, path);
        if (traceparent != null) {
            request.addHeader("traceparent", traceparent);
        }
        filter.doFilter(request, new MockHttpServletResponse(), (asked, answered) -> {
            asked.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, path);
            continued.set(RequestTrace.traceparent(request));
            logged.set(MDC.get(LogField.TRACE_ID));
        });
    }
}
