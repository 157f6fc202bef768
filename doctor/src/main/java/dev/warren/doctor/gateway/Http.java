package dev.warren.doctor.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks over HTTP, by GET only, and waits a bounded time. */
final class Http {

    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private Http() {}

    static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Why there was no answer, in words. */
    static String reason(IOException e) {
        return switch (e) {
            case java.net.http.HttpTimeoutException timeout -> "no answer within %d s".formatted(PATIENCE.toSeconds());
            case java.net.ConnectException refused -> "nobody listens there";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
