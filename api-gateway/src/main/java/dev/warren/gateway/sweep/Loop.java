package dev.warren.gateway.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread that runs steps, one after the other, round by round. */
final class Loop {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /** Between two rounds, however often it is woken: what wakes it meanwhile shares the next one. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(10);

    private final String name;
    private final Duration pause;
    private final List<RunAndLogErrors> steps;
    private final Semaphore wakeUp = new Semaphore(0);
    private @Nullable Thread thread;

    Loop(String name, Duration pause, List<Step> steps, MeterRegistry meters) {
        this.name = name;
        this.pause = pause;
        this.steps =
                steps.stream().map(step -> new RunAndLogErrors(step, meters)).toList();
    }

    void start() {
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Begins a round with all steps now. */
    void wake() {
        wakeUp.release();
    }

    /** Ends the thread, after the statement at hand. */
    void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        boolean hurry = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round(hurry);
                long ended = System.nanoTime();
                hurry = wakeUp.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                if (hurry) {
                    TimeUnit.NANOSECONDS.sleep(LEAST_PAUSE.toNanos() - (System.nanoTime() - ended));
                    wakeUp.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() ends the thread this way
        }
    }

    private void round(boolean hurry) throws InterruptedException {
        for (RunAndLogErrors step : steps) {
            if (!step.runIfDue(hurry)) {
                return;
            }
        }
    }
}
