package dev.warren.platform.fault;

import dev.warren.platform.process.TaskClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client as it should be: submits at a steady rate, whatever happens, each task under a key of its own, and asks the
 * gateways in turn with the same key until one accepts it.
 */
final class RetryingClient implements AutoCloseable {

    private static final Duration GIVE_UP = Duration.ofSeconds(60);

    private final List<TaskClient> gateways;
    private final ObjectNode request;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger submissions = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final Map<Integer, String> ids = new ConcurrentHashMap<>();

    RetryingClient(List<TaskClient> gateways, ObjectNode request) {
        this.gateways = gateways;
        this.request = request;
    }

    void submitEvery(Duration pause) {
        pace.scheduleAtFixedRate(
                () -> {
                    int number = submissions.getAndIncrement();
                    Thread.ofVirtual().start(() -> submit(number));
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Submits no more; what is under way goes on. */
    void stop() {
        pace.shutdown();
    }

    /** How often it asked again. */
    int retries() {
        return retries.get();
    }

    int submissions() {
        return submissions.get();
    }

    /** The ids of what was accepted so far, by the number of their submission. */
    Map<Integer, String> ids() {
        return Map.copyOf(ids);
    }

    private void submit(int number) {
        long end = System.nanoTime() + GIVE_UP.toNanos();
        for (int turn = number; System.nanoTime() - end < 0; turn++) {
            try {
                TaskClient.Answer answer = gateways.get(turn % gateways.size())
                        .post("/v1/tasks", request, "Idempotency-Key", "load-" + number);
                if (answer.status() == 202) {
                    ids.put(number, answer.body().get("id").asString());
                    return;
                }
            } catch (UncheckedIOException e) {
                // Its gateway is on its way down or up: the next one is asked.
            }
            retries.incrementAndGet();
        }
    }

    @Override
    public void close() {
        pace.shutdownNow();
    }
}
