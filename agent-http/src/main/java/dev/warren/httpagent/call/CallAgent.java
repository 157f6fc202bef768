package dev.warren.httpagent.call;

import dev.warren.httpagent.wire.Answer;
import dev.warren.httpagent.wire.IncompleteException;
import dev.warren.httpagent.wire.ProtocolException;
import dev.warren.httpagent.wire.ReadAnswer;
import dev.warren.httpagent.wire.ReadStream;
import dev.warren.httpagent.wire.WriteRequest;
import dev.warren.model.trace.TraceAttribute;
import dev.warren.model.trace.Traces;
import dev.warren.model.trace.WarrenSpan;
import dev.warren.outbound.OutboundException;
import dev.warren.outbound.OutboundRequest;
import dev.warren.outbound.OutboundResponse;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentHealth;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.Outcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Calls an agent once and brings back what it answered in the end. */
final class CallAgent {

    private static final Logger log = LoggerFactory.getLogger(CallAgent.class);
    private static final int OK = 200;
    private static final int MOST_ERROR_BYTES = 64 * 1024;

    /** The worker stops an attempt at its deadline; this is for a context that nobody stops. */
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(1);

    private final Endpoint endpoint;
    private final URI url;
    private final JudgeFailure judge;
    private final Reachability reachability;
    private final Traces traces;

    CallAgent(Endpoint endpoint, URI url, Traces traces) {
        this.traces = traces;
        this.endpoint = endpoint;
        this.url = url;
        this.judge = new JudgeFailure(endpoint.name(), Clock.systemUTC());
        this.reachability = new Reachability(endpoint);
    }

    AgentHealth health() {
        return reachability.health();
    }

    /**
     * The end of the agent's answer, worth remembering.
     *
     * @throws CallFailedException where there is none
     */
    JsonNode call(AgentContext context, AgentDescription agent) throws CallFailedException {
        Span span = begin();
        if (span == null) {
            return call(context, agent, context.traceparent());
        }
        try {
            return call(context, agent, Traces.traceparent(span));
        } catch (CallFailedException e) {
            Traces.fail(span, e.code());
            throw e;
        } catch (CanceledException e) {
            Traces.fail(span, "canceled");
            throw e;
        } finally {
            span.end();
        }
    }

    /** Null where the attempt is not sampled. */
    private @Nullable Span begin() {
        SpanBuilder span = traces.belowCurrent(
                WarrenSpan.CALL_AGENT.of(url.getPath() == null ? "/" : url.getPath()), WarrenSpan.CALL_AGENT.kind());
        if (span == null) {
            return null;
        }
        span.setAttribute(TraceAttribute.HTTP_METHOD, "POST");
        if (url.getHost() != null) {
            span.setAttribute(TraceAttribute.SERVER_ADDRESS, url.getHost());
        }
        if (url.getPort() > 0) {
            span.setAttribute(TraceAttribute.SERVER_PORT, (long) url.getPort());
        }
        return span.startSpan();
    }

    private JsonNode call(AgentContext context, AgentDescription agent, @Nullable String traceparent)
            throws CallFailedException {
        var request = new OutboundRequest(
                url,
                headers(context, traceparent),
                WriteRequest.body(context, agent, traceparent),
                timeout(context.deadline()));
        try (OutboundResponse response = endpoint.client().post(request, context::canceled)) {
            if (response.status() != OK) {
                throw new CallFailedException(judge.of(
                        response.status(), response.header("Retry-After"), ReadAnswer.failureIn(errorBody(response))));
            }
            String contentType = response.header("Content-Type");
            JsonNode end = new ReadStream(context).end(contentType == null ? "" : contentType, response.body());
            return remembered(end, context);
        } catch (OutboundException e) {
            if (e.kind() == OutboundException.Kind.CANCELED) {
                throw new CanceledException();
            }
            if (e.kind() == OutboundException.Kind.UNRESOLVED || e.kind() == OutboundException.Kind.UNREACHABLE) {
                reachability.isLost();
            }
            log.warn("The endpoint '{}' gave no answer, {}: {}", endpoint.name(), e.kind(), e.getMessage());
            throw new CallFailedException(judge.of(e.kind()));
        } catch (IncompleteException e) {
            throw new CallFailedException(judge.incomplete(String.valueOf(e.getMessage())));
        } catch (ProtocolException e) {
            throw new CallFailedException(judge.protocol(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("A guarded response throws nothing else", e);
        }
    }

    private JsonNode remembered(JsonNode end, AgentContext context) throws ProtocolException, CallFailedException {
        Answer answer = ReadAnswer.of(end);
        context.addUsage(answer.usage());
        if (answer instanceof Answer.Failure failure) {
            throw new CallFailedException(outcome(failure));
        }
        if (ReadAnswer.size(end) > AgentContext.MAX_STEP_BYTES) {
            throw new CallFailedException(judge.tooLarge());
        }
        return end;
    }

    private static Outcome outcome(Answer.Failure failure) {
        if (failure.retryAfter() != null) {
            return Outcome.retryAfter(failure.retryAfter(), failure.code(), failure.message());
        }
        return failure.retryable()
                ? Outcome.retry(failure.code(), failure.message())
                : Outcome.failed(failure.code(), failure.message());
    }

    /** As much of it as could be read; the status counts, not this. */
    private static byte[] errorBody(OutboundResponse response) {
        try {
            return response.body().readNBytes(MOST_ERROR_BYTES);
        } catch (IOException e) {
            log.debug("The body of an error cannot be read: {}", e.getMessage());
            return new byte[0];
        }
    }

    private Map<String, String> headers(AgentContext context, @Nullable String traceparent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", ReadStream.DOCUMENT);
        headers.put("Accept", ReadStream.DOCUMENT + ", " + ReadStream.LINES);
        headers.put("Warren-Task", context.taskId().toString());
        headers.put(
                "Idempotency-Key",
                context.taskId() + "-" + context.run() + "-"
                        + context.conversation().turns());
        if (traceparent != null) {
            headers.put("traceparent", traceparent);
        }
        if (endpoint.token() != null) {
            headers.put("Authorization", "Bearer " + endpoint.token());
        }
        return headers;
    }

    private Duration timeout(Instant deadline) {
        Duration left = Duration.between(Instant.now(), deadline.plus(AFTER_DEADLINE));
        Duration own = endpoint.timeout();
        return own == null || own.compareTo(left) > 0 ? left : own;
    }
}
