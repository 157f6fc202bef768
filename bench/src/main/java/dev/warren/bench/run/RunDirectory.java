package dev.warren.bench.run;

import dev.warren.bench.platform.Layout;
import dev.warren.local.cluster.Misuse;
import dev.warren.local.process.DirectoryLock;
import dev.warren.local.process.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of the benchmark, held for this process alone. */
final class RunDirectory implements AutoCloseable {

    private final Layout layout;
    private final DirectoryLock lock;

    private RunDirectory(Layout layout, DirectoryLock lock) {
        this.layout = layout;
        this.lock = lock;
    }

    /** Empties it of what an earlier run has left, except for the unpacked programs. */
    static RunDirectory open(Path root) {
        try {
            PrivateFiles.createDirectories(root);
            DirectoryLock lock = DirectoryLock.take(root)
                    .orElseThrow(() ->
                            new Misuse("another benchmark runs in %s; choose another --directory.".formatted(root)));
            var layout = new Layout(root);
            for (Path old : List.of(layout.logs(), layout.servers(), layout.peers())) {
                PrivateFiles.deleteTree(old);
                Files.createDirectories(old);
            }
            return new RunDirectory(layout, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + root + " for a benchmark; choose another --directory", e);
        }
    }

    Layout layout() {
        return layout;
    }

    /** Deletes the servers' data, which is large. */
    @Override
    public void close() {
        try {
            PrivateFiles.deleteTree(layout.servers());
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot leave " + layout.root(), e);
        }
    }
}
