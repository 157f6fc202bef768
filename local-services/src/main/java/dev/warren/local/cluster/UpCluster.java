package dev.warren.local.cluster;

import dev.warren.local.process.ServerFailedException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code warren up}: starts everything, says where it is, and keeps it running until it is told to stop. */
final class UpCluster {

    private final UpOptions options;
    private final ClusterDirectory directory;
    private final Map<String, String> environment;
    private final Progress progress;
    private final StopSequence stops;
    /** Held until this process ends; kept here because a forgotten one would be released. */
    @SuppressWarnings("unused")
    private @Nullable ClusterLock lock;

    UpCluster(UpOptions options, ClusterDirectory directory, Map<String, String> environment, Progress progress) {
        this.options = options;
        this.directory = directory;
        this.environment = environment;
        this.progress = progress;
        this.stops = new StopSequence(progress);
    }

    /** Returns only where the start fails; afterwards a signal ends the process, and its hook stops everything. */
    int run() {
        directory.make();
        lock = ClusterLock.take(directory).orElseThrow(this::alreadyRuns);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            WantedPorts.requireFree(options.gatewayPorts());
            ClusterFile started = new ClusterStart(options, directory, environment, progress, stops).run();
            progress.print(new Welcome(started, directory, progress.elapsed()).text());
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (RuntimeException e) {
            if (stops.isStopping()) {
                // It was told to stop in the middle of the start, and that is why something is missing.
                return 0;
            }
            stops.stop();
            throw explained(e);
        }
    }

    private static RuntimeException explained(RuntimeException e) {
        return switch (e) {
            case ServerFailedException failed -> new ClusterFailure(String.valueOf(failed.getMessage()), failed);
            case UncheckedIOException io -> new ClusterFailure(io.getMessage() + ": " + io.getCause(), io);
            default -> e;
        };
    }

    private void stop() {
        if (stops.isEmpty()) {
            return;
        }
        stops.stop();
        progress.say("stopped");
        // It was told to stop, and did: not the code of a process that a signal has ended.
        Runtime.getRuntime().halt(0);
    }

    private ClusterFailure alreadyRuns() {
        long pid = ClusterLock.holder(directory).map(ProcessHandle::pid).orElse(0L);
        return new ClusterFailure(
                "a cluster already runs in %s (process %d); ./warren status shows it, ./warren down ends it, --directory starts another one."
                        .formatted(directory.root(), pid));
    }
}
