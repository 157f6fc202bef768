package dev.warren.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This process' end of the pipe to its {@link Watchdog}: what to stop and to delete should this process end. */
final class Guard {

    private static final Guard INSTANCE = new Guard();

    private final Set<String> guarded = new LinkedHashSet<>();
    private @Nullable Writer pipe;

    private Guard() {}

    static Guard ofThisProcess() {
        return INSTANCE;
    }

    synchronized void watch(OwnedProcess process) {
        add("process " + process.toLine());
    }

    synchronized void release(OwnedProcess process) {
        remove("process " + process.toLine());
    }

    synchronized void watch(Path temporaryDirectory) {
        add("directory " + temporaryDirectory);
    }

    synchronized void release(Path temporaryDirectory) {
        remove("directory " + temporaryDirectory);
    }

    private void add(String entry) {
        guarded.add(entry);
        tell("+" + entry);
    }

    private void remove(String entry) {
        if (guarded.remove(entry)) {
            tell("-" + entry);
        }
    }

    private void tell(String line) {
        try {
            if (pipe == null) {
                pipe = WatchdogProcess.start();
            }
            try {
                write(pipe, line);
            } catch (IOException watchdogIsGone) {
                pipe = WatchdogProcess.start();
                for (var entry : guarded) {
                    write(pipe, "+" + entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The watchdog that stops the servers if this process dies cannot start", e);
        }
    }

    private static void write(Writer pipe, String line) throws IOException {
        pipe.write(line + "\n");
        pipe.flush();
    }
}
