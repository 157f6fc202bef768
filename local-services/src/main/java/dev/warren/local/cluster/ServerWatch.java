package dev.warren.local.cluster;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Starts one of our servers again when it dies. Gateways and workers go on meanwhile: they are built for that. */
final class ServerWatch {

    private final String name;
    private final Supplier<OptionalLong> pid;
    private final Runnable restart;
    private final Progress progress;
    private final StopSequence stops;
    private final RestartBackOff backOff = new RestartBackOff();

    ServerWatch(String name, Supplier<OptionalLong> pid, Runnable restart, Progress progress, StopSequence stops) {
        this.name = name;
        this.pid = pid;
        this.restart = restart;
        this.progress = progress;
        this.stops = stops;
    }

    /** Returns at once; nothing happens for a server that is not a process of ours. */
    void start() {
        if (pid.get().isPresent()) {
            Thread.ofVirtual().name("watch-" + name).start(this::watch);
        }
    }

    private void watch() {
        try {
            while (!stops.isStopping()) {
                long began = System.nanoTime();
                long process = pid.get().orElseThrow();
                ProcessHandle.of(process).ifPresent(handle -> handle.onExit().join());
                Duration delay = backOff.next(Duration.ofNanos(System.nanoTime() - began));
                TimeUnit.MILLISECONDS.sleep(delay.toMillis());
                if (stops.isStopping()) {
                    return;
                }
                progress.saying("%s (process %d) ended; it is started again", name, process);
                restartOrSay();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restartOrSay() {
        try {
            restart.run();
            progress.saying("%s is started again (process %d)", name, pid.get().orElse(-1));
        } catch (RuntimeException e) {
            progress.saying("%s could not be started again: %s", name, e.getMessage());
        }
    }
}
