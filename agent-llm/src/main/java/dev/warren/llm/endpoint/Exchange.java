package dev.warren.llm.endpoint;

import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP of one endpoint. Whoever asks for a whole reply gets one; on the wire it comes as a stream, so that its words
 * can be told at once and its silence noticed. All of it happens on the caller's thread: interrupting that ends the
 * request. It never tries again, for that is the platform's part.
 */
final class Exchange {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Of what one reply may be on the wire; the text itself is a small part of a stream. */
    private static final long LONGEST_ANSWER = 32L * 1024 * 1024;

    private static final int LONGEST_ERROR = 64 * 1024;

    private final String name;
    private final Wire wire;
    private final String apiKey;
    private final Duration timeout;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final ThreadLocal<Consumer<String>> listener = ThreadLocal.withInitial(() -> text -> {});

    Exchange(String name, Wire wire, String apiKey, Duration timeout) {
        this.name = name;
        this.wire = wire;
        this.apiKey = apiKey;
        this.timeout = timeout;
    }

    Wire wire() {
        return wire;
    }

    /** Tells {@code tokens} the words of what is asked within {@code call}, on this thread. */
    <T> T listening(Consumer<String> tokens, Supplier<T> call) {
        listener.set(tokens);
        try {
            return call.get();
        } finally {
            listener.remove();
        }
    }

    /**
     * @param headers of the request beside content type and credentials
     * @param body a request for a whole reply
     * @return the whole reply, an answer to go on with
     * @throws ModelFailureException where there is none
     * @throws CanceledException where the thread was interrupted
     */
    JsonNode post(URI address, Map<String, String> headers, byte[] body) {
        ObjectNode asked = (ObjectNode) Wire.JSON.readTree(body);
        wire.askForStream(asked);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.JSON.writeValueAsBytes(asked)));
        headers.forEach(request::header);
        if (!apiKey.isEmpty()) {
            wire.credentials(apiKey).forEach(request::header);
        }
        JsonNode whole;
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream stream = response.body();
                Silence silence = new Silence(stream, timeout)) {
            whole = read(response, stream, silence);
        } catch (IOException e) {
            throw broken(e);
        } catch (JacksonException e) {
            throw unreadable();
        }
        wire.requireAnswer(whole);
        return whole;
    }

    /** Not with a timeout of the request's own: newer JDKs let that end the body too, however busily it comes. */
    private HttpResponse<InputStream> send(HttpRequest request) {
        CompletableFuture<HttpResponse<InputStream>> sent =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new CanceledException();
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw unavailable("did not answer within " + timeout);
        } catch (ExecutionException e) {
            throw broken(e.getCause() == null ? e : e.getCause());
        }
    }

    private JsonNode read(HttpResponse<InputStream> response, InputStream stream, Silence silence) throws IOException {
        if (response.statusCode() != 200) {
            String body = new String(stream.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
            throw ModelFailureException.of(HttpFailure.outcome(name, response.statusCode(), response.headers(), body));
        }
        try {
            return readWhole(response, stream, silence);
        } catch (IOException e) {
            if (silence.tooLong()) {
                throw unavailable("fell silent for " + timeout);
            }
            throw e;
        }
    }

    private JsonNode readWhole(HttpResponse<InputStream> response, InputStream stream, Silence silence)
            throws IOException {
        if (response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
            return whole(stream, silence);
        }
        Wire.Assembly assembly = wire.assembly(listener.get());
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        long length = 0;
        String line;
        while ((line = lines.readLine()) != null) {
            silence.heard();
            length += line.length();
            if (length > LONGEST_ANSWER) {
                throw unreadable();
            }
            assembly.accept(line);
        }
        JsonNode whole = assembly.whole();
        if (silence.tooLong()) {
            throw unavailable("fell silent for " + timeout);
        }
        if (whole == null) {
            throw unavailable("broke off in the middle of its answer");
        }
        return whole;
    }

    /** Of an endpoint that streams nothing: a proxy in between, or an older server. */
    private JsonNode whole(InputStream stream, Silence silence) throws IOException {
        byte[] bytes = stream.readNBytes((int) LONGEST_ANSWER);
        silence.heard();
        JsonNode whole = Wire.JSON.readTree(bytes);
        if (!whole.isObject()) {
            throw unreadable();
        }
        return whole;
    }

    private RuntimeException broken(Throwable e) {
        if (Thread.currentThread().isInterrupted() || causedBy(e, InterruptedException.class)) {
            Thread.currentThread().interrupt();
            return new CanceledException();
        }
        return unavailable("cannot be reached or broke off (" + e.getClass().getSimpleName() + ")");
    }

    private ModelFailureException unavailable(String what) {
        return ModelFailureException.of(
                Outcome.retry(ModelFailureException.UNAVAILABLE, "Endpoint '" + name + "' " + what));
    }

    private ModelFailureException unreadable() {
        return ModelFailureException.of(Outcome.retry(
                ModelFailureException.ANSWER_UNREADABLE, "Endpoint '" + name + "' answered what cannot be read"));
    }

    private static boolean causedBy(@Nullable Throwable thrown, Class<? extends Throwable> type) {
        while (thrown != null) {
            if (type.isInstance(thrown)) {
                return true;
            }
            thrown = thrown.getCause();
        }
        return false;
    }
}
