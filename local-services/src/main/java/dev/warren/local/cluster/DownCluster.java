package dev.warren.local.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code warren down}: asks the launcher to stop everything in order and waits until it has. */
final class DownCluster {

    private static final Duration LONGEST = Duration.ofSeconds(180);

    private final ClusterDirectory directory;
    private final Progress progress;

    DownCluster(ClusterDirectory directory, Progress progress) {
        this.directory = directory;
        this.progress = progress;
    }

    int run() {
        Optional<ProcessHandle> launcher = ClusterLock.holder(directory);
        if (launcher.isEmpty()) {
            progress.print("Nothing runs in " + directory.root() + ".");
            return 0;
        }
        long pid = launcher.get().pid();
        if (!launcher.get().destroy()) {
            throw new ClusterFailure(
                    "the cluster's process %d cannot be told to stop; it belongs to somebody else.".formatted(pid));
        }
        progress.saying("stopping the cluster of process %d", pid);
        try {
            launcher.get().onExit().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ClusterFailure(
                    "the cluster's process %d still runs after %d s; its terminal says why."
                            .formatted(pid, LONGEST.toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw new ClusterFailure("cannot watch process %d (%s).".formatted(pid, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
        progress.say("stopped");
        return 0;
    }
}
