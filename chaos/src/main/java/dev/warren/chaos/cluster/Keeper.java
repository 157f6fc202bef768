package dev.warren.chaos.cluster;

import dev.warren.local.cluster.Progress;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what a service manager does: starts again what ended by itself, a second or two later, and keeps the logs from
 * filling the disk.
 */
final class Keeper implements AutoCloseable {

    private static final long MOST_LOG = 64L << 20;

    private final List<Node> nodes;
    private final Progress progress;
    private final AtomicInteger revived = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("keeper").factory());

    Keeper(List<Node> nodes, Progress progress) {
        this.nodes = nodes;
        this.progress = progress;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::look, 2, 2, TimeUnit.SECONDS);
    }

    int revived() {
        return revived.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        for (Node node : nodes) {
            try {
                if (node.revive()) {
                    revived.incrementAndGet();
                    progress.saying("%s had ended by itself and is started again", node.name());
                }
                putAside(node.log());
            } catch (IOException | RuntimeException e) {
                progress.saying("the keeper of %s failed and tries again: %s", node.name(), e);
            }
        }
    }

    /** The process goes on writing into the same file, at its new end. */
    private static void putAside(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > MOST_LOG) {
            Files.copy(log, log.resolveSibling("before-" + log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            new FileOutputStream(log.toFile()).close();
        }
    }
}
