package dev.warren.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A small process of its own that outlives its owner by a moment. It reads what the owner has started from a pipe; the
 * pipe closes when the owner ends, in whatever way, and then everything that was not released is stopped and every
 * temporary directory deleted.
 */
public final class Watchdog {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Set<String> guarded = new LinkedHashSet<>();

    private Watchdog() {}

    /** @param arguments the directory with this program, deleted at the end */
    public static void main(String[] arguments) throws IOException {
        var watchdog = new Watchdog();
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                watchdog.hear(line);
            }
        }
        watchdog.end();
        delete(Path.of(arguments[0]));
    }

    private void hear(String line) {
        if (line.startsWith("-")) {
            guarded.remove(line.substring(1));
        } else {
            guarded.add(line.substring(1));
        }
    }

    private void end() throws IOException {
        List<Thread> stopping = new ArrayList<>();
        for (var entry : guarded) {
            if (entry.startsWith("process ")) {
                var process = OwnedProcess.fromLine(entry.substring("process ".length()));
                stopping.add(Thread.ofPlatform().start(() -> process.stop(GRACE)));
            }
        }
        for (var thread : stopping) {
            join(thread);
        }
        for (var entry : guarded) {
            if (entry.startsWith("directory ")) {
                delete(Path.of(entry.substring("directory ".length())));
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes the tree; a dying server may still write into it, so a directory that has filled again gets another turn. */
    static void delete(Path tree) throws IOException {
        for (var turn = 1; ; turn++) {
            try {
                deleteOnce(tree);
                return;
            } catch (IOException refused) {
                if (turn == 20) {
                    throw refused;
                }
                Pause.of(Duration.ofMillis(50));
            }
        }
    }

    private static void deleteOnce(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> found;
        try (var walk = Files.walk(tree)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException vanished) {
            throw vanished.getCause();
        }
        for (var path : found) {
            Files.deleteIfExists(path);
        }
    }
}
