package dev.warren.llm.endpoint;

import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Makes the spans of questions that sampled attempts ask a model, by the semantic conventions for generative AI. Of what is
 * said it tells the tokens only. No trace context is sent to a model: most are somebody else's.
 */
final class TraceChats {

    private final Traces traces;
    private final String provider;
    private final URI address;

    TraceChats(Traces traces, LlmSettings.Endpoint endpoint) {
        this.traces = traces;
        this.provider = endpoint.kind().name().toLowerCase(Locale.ROOT);
        this.address = endpoint.address();
    }

    ModelReply within(ModelRequest request, Supplier<ModelReply> work) {
        SpanBuilder builder = traces.belowCurrent(WarrenSpan.CHAT.of(request.model()), WarrenSpan.CHAT.kind());
        if (builder == null) {
            return work.get();
        }
        Span span = describe(builder, request).startSpan();
        try {
            ModelReply reply = work.get();
            if (!reply.model().isEmpty()) {
                span.setAttribute(TraceAttribute.GEN_AI_RESPONSE_MODEL, reply.model());
            }
            count(span, reply.usage());
            return reply;
        } catch (ModelFailureException e) {
            count(span, e.usage());
            Traces.fail(span, code(e.outcome()));
            throw e;
        } catch (CanceledException e) {
            Traces.fail(span, "canceled");
            throw e;
        } finally {
            span.end();
        }
    }

    private SpanBuilder describe(SpanBuilder span, ModelRequest request) {
        span.setAttribute(TraceAttribute.GEN_AI_OPERATION, WarrenSpan.CHAT.operation())
                .setAttribute(TraceAttribute.GEN_AI_PROVIDER, provider)
                .setAttribute(TraceAttribute.GEN_AI_REQUEST_MODEL, request.model());
        if (address.getHost() != null) {
            span.setAttribute(TraceAttribute.SERVER_ADDRESS, address.getHost());
        }
        if (address.getPort() > 0) {
            span.setAttribute(TraceAttribute.SERVER_PORT, (long) address.getPort());
        }
        if (request.maxTokens() != null) {
            span.setAttribute(TraceAttribute.GEN_AI_REQUEST_MAX_TOKENS, (long) request.maxTokens());
        }
        if (request.temperature() != null) {
            span.setAttribute(TraceAttribute.GEN_AI_REQUEST_TEMPERATURE, request.temperature());
        }
        return span;
    }

    private static void count(Span span, Usage usage) {
        if (usage.inputTokens() + usage.outputTokens() > 0) {
            span.setAttribute(TraceAttribute.GEN_AI_INPUT_TOKENS, usage.inputTokens());
            span.setAttribute(TraceAttribute.GEN_AI_OUTPUT_TOKENS, usage.outputTokens());
        }
    }

    private static String code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> failed.code();
            case Outcome.RetryAfter later -> later.code();
            default -> "failed";
        };
    }
}
