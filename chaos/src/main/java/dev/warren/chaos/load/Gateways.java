package dev.warren.chaos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** The gateways as a client behind a simple balancer sees them: in turn, and for a second not the one that failed. */
final class Gateways {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Connections that the clients share: all of them at once would drown gateways that come back. */
    private static final int AT_ONCE = 256;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);
    private final List<URI> addresses;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLongArray avoidedUntil;

    Gateways(List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
        this.avoidedUntil = new AtomicLongArray(addresses.size());
        long now = System.nanoTime();
        for (int i = 0; i < addresses.size(); i++) {
            avoidedUntil.set(i, now);
        }
    }

    HttpResponse<String> post(String path, @Nullable String body, @Nullable String key)
            throws IOException, InterruptedException {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder().timeout(PATIENCE).POST(publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(path, request);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.newBuilder().timeout(PATIENCE).GET());
    }

    private HttpResponse<String> send(String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        atOnce.acquire();
        int gateway = pick();
        try {
            return http.send(request.uri(addresses.get(gateway).resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            avoidedUntil.set(gateway, System.nanoTime() + AVOID_NANOS);
            throw e;
        } finally {
            atOnce.release();
        }
    }

    private int pick() {
        int first = Math.floorMod(turn.getAndIncrement(), addresses.size());
        long now = System.nanoTime();
        for (int i = 0; i < addresses.size(); i++) {
            int gateway = (first + i) % addresses.size();
            if (now - avoidedUntil.get(gateway) >= 0) {
                return gateway;
            }
        }
        return first;
    }
}
