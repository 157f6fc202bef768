package dev.warren.chaos.campaign;

import dev.warren.chaos.cluster.Layout;
import dev.warren.chaos.report.Report;
import dev.warren.local.cluster.Misuse;
import dev.warren.local.process.DirectoryLock;
import dev.warren.local.process.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of a campaign, held for this process alone. */
final class RunDirectory implements AutoCloseable {

    private final Layout layout;
    private final DirectoryLock lock;

    private RunDirectory(Layout layout, DirectoryLock lock) {
        this.layout = layout;
        this.lock = lock;
    }

    /** Empties it of what an earlier campaign has left, except for the unpacked programs. */
    static RunDirectory open(Path root) {
        try {
            PrivateFiles.createDirectories(root);
            DirectoryLock lock = lock(root);
            var layout = new Layout(root);
            for (Path old : List.of(layout.journal(), layout.effects(), layout.logs(), layout.servers())) {
                PrivateFiles.deleteTree(old);
            }
            Report.delete(root);
            for (Path fresh : List.of(layout.journal(), layout.effects(), layout.logs(), layout.servers())) {
                Files.createDirectories(fresh);
            }
            return new RunDirectory(layout, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + root + " for a campaign; choose another --directory", e);
        }
    }

    /** Leaves what an earlier campaign has left as it is. */
    static RunDirectory reopen(Path root) {
        var layout = new Layout(root);
        if (!Files.isDirectory(layout.servers()) || !Report.isIn(root)) {
            throw new Misuse(
                    "%s holds no campaign to check: its servers' data is kept only where an invariant was broken."
                            .formatted(root));
        }
        try {
            return new RunDirectory(layout, lock(root));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + root, e);
        }
    }

    private static DirectoryLock lock(Path root) throws IOException {
        return DirectoryLock.take(root)
                .orElseThrow(
                        () -> new Misuse("another campaign runs in %s; choose another --directory.".formatted(root)));
    }

    Layout layout() {
        return layout;
    }

    /** Deletes the servers' data, which is large, and what else a reader of the report does not need. */
    void forget() {
        try {
            PrivateFiles.deleteTree(layout.servers());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + layout.servers(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot leave " + layout.root(), e);
        }
    }
}
