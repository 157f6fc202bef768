package dev.warren.gateway.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.message.TasksEnded;
import dev.warren.model.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingCallersTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final WaitingCallers callers = new WaitingCallers(new WaitProperties(2, Duration.ofSeconds(1)));
    private final UUID task = UUID.randomUUID();

    @BeforeEach
    void start() {
        callers.start();
    }

    @Test
    void wakesEveryCallerOfATaskThatEnded() throws Exception {
        try (var one = callers.begin(task).orElseThrow();
                var other = callers.begin(task).orElseThrow()) {
            var woken = CompletableFuture.supplyAsync(() -> one.await(LONG));

            callers.ended(new TasksEnded(List.of(new TasksEnded.Ended(task, 1, TaskStatus.COMPLETED))));

            assertThat(woken.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.await(LONG)).isTrue();
        }
    }

    @Test
    void doesNotWakeCallersOfOtherTasks() {
        try (var waiting = callers.begin(task).orElseThrow()) {
            callers.wake(UUID.randomUUID());

            assertThat(waiting.await(Duration.ofMillis(20))).isFalse();
        }
    }

    @Test
    void remembersNewsThatCameBeforeTheCallerWaits() {
        try (var waiting = callers.begin(task).orElseThrow()) {
            callers.wake(task);

            assertThat(waiting.await(LONG)).isTrue();
        }
    }

    @Test
    void hasRoomForSoManyCallersOnly() {
        var first = callers.begin(task).orElseThrow();
        var second = callers.begin(task).orElseThrow();
        assertThat(callers.begin(task)).isEmpty();

        first.close();
        assertThat(callers.begin(task)).isPresent();
        second.close();
    }

    @Test
    void forgetsATaskWithItsLastCaller() {
        var first = callers.begin(task).orElseThrow();
        var second = callers.begin(task).orElseThrow();
        first.close();
        assertThat(callers.awaited()).containsExactly(task);

        second.close();
        assertThat(callers.awaited()).isEmpty();
    }

    @Test
    void letsEverybodyGoWhenTheGatewayStops() throws Exception {
        try (var waiting = callers.begin(task).orElseThrow()) {
            var woken = CompletableFuture.supplyAsync(() -> waiting.await(LONG));

            callers.stop();

            assertThat(woken.get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(callers.begin(task)).isEmpty();
        }
    }
}
