package dev.warren.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both loads against a small HTTP server. */
class LoadsTests {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicLong told = new AtomicLong();
    private HttpServer server;
    private volatile Duration stall = Duration.ZERO;
    private volatile int refuseEvery = Integer.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/v1/tasks", exchange -> {
            int number = received.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (number == 10) {
                pause(stall);
            }
            byte[] answer = "{\"status\":\"QUEUED\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(number % refuseEvery == 0 ? 503 : 202, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void closedLoopSendsItsNumberOfRequestsAndCountsTheAnswers() throws IOException {
        refuseEvery = 10;

        LoadResult result = new ClosedLoop(address(), post(), 4, Limit.of(100)).run(told);

        assertThat(result.answers()).isEqualTo(Map.of(202, 90L, 503, 10L));
        assertThat(result.accepted()).isEqualTo(90).isEqualTo(told.get());
        assertThat(result.latency().getTotalCount()).isEqualTo(100);
        assertThat(received).hasValue(100);
    }

    @Test
    void closedLoopOwnsUpToTheRequestsThatAStallKeptItFromSending() throws IOException {
        stall = Duration.ofMillis(400);

        LoadResult result = new ClosedLoop(address(), post(), 1, Limit.of(200)).run(told);

        assertThat(result.latency().getTotalCount()).isEqualTo(200);
        assertThat(result.corrected().getTotalCount()).isGreaterThan(280);
        assertThat(result.latency().getValueAtPercentile(90)).isLessThan(200_000);
        assertThat(result.corrected().getValueAtPercentile(90)).isGreaterThan(200_000);
    }

    @Test
    void openLoopCountsFromTheMomentAtWhichARequestWasDue() throws IOException, InterruptedException {
        stall = Duration.ofMillis(400);

        LoadResult result = new OpenLoop(address(), post(), 1, 100, Duration.ofSeconds(1)).run(told);

        assertThat(result.accepted()).isEqualTo(100);
        assertThat(result.span().toMillis()).isCloseTo(1000, within(300L));
        // About forty requests became due while the one connection waited for 400 ms.
        assertThat(result.latency().getCountBetweenValues(100_000, 500_000)).isBetween(20L, 60L);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static Supplier<Request> post() {
        Request request = Request.post("/v1/tasks", "", "{\"agent\":\"echo\"}", new Request.OneTask());
        return () -> request;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
