package dev.warren.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger ran = new AtomicInteger();
    private Loop loop;

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void aStepThatFailsStopsNoOther() {
        start(Duration.ofMillis(1), Step.always("broken", LoopTests::fail), Step.always("sound", ran::incrementAndGet));

        await().until(() -> ran.get() > 2);
        assertThat(failures("broken")).isGreaterThanOrEqualTo(2);
        assertThat(failures("sound")).isZero();
    }

    @Test
    void whereTheLeadingStepFailsTheRestOfTheRoundIsLeftOut() {
        start(Duration.ofMillis(1), Step.first("lead", LoopTests::fail), Step.always("rest", ran::incrementAndGet));

        await().until(() -> failures("lead") > 2);
        assertThat(ran).hasValue(0);
    }

    @Test
    void aWakeUpRunsAllStepsBeforeTheirTime() {
        start(LONG, Step.every(LONG, "rare", ran::incrementAndGet));
        await().until(() -> ran.get() == 1);

        loop.wake();

        await().until(() -> ran.get() == 2);
    }

    @Test
    void aStepThatIsNotDueIsPassedOver() {
        var often = new AtomicInteger();
        start(
                Duration.ofMillis(1),
                Step.every(LONG, "rare", ran::incrementAndGet),
                Step.always("often", often::incrementAndGet));

        await().until(() -> often.get() > 5);
        assertThat(ran).hasValue(1);
    }

    @Test
    void stoppingInterruptsAStepAndCountsNoFailure() throws Exception {
        var begun = new CountDownLatch(1);
        start(LONG, Step.always("slow", () -> {
            begun.countDown();
            new CountDownLatch(1).await();
        }));
        begun.await();

        loop.stop();

        assertThat(failures("slow")).isZero();
    }

    private void start(Duration pause, Step... steps) {
        loop = new Loop("test", pause, List.of(steps), meters);
        loop.start();
    }

    private double failures(String step) {
        return meters.get(WarrenMetric.SWEEPER_FAILURES.id())
                .tag("step", step)
                .counter()
                .count();
    }

    private static void fail() {
        throw new IllegalStateException("broken on purpose");
    }
}
