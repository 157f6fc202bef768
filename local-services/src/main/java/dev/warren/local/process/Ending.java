package dev.warren.local.process;

import java.io.IOException;
import java.util.stream.Stream;

/** How a server process is asked to end. */
public enum Ending {
    /** Postgres' fast shutdown: ends sessions, keeps everything. */
    INTERRUPT,
    /** Postgres' immediate shutdown: keeps nothing in order, but gives its shared memory back. */
    QUIT,
    /** RabbitMQ's orderly stop. */
    TERMINATE,
    /** At once, with all its children, as a power cut would. */
    KILL;

    /** The quick way for a server whose data nobody wants any more. */
    Ending atOnce() {
        return this == INTERRUPT ? QUIT : KILL;
    }

    void ask(ProcessHandle process) {
        if (this == KILL) {
            var family =
                    Stream.concat(Stream.of(process), process.descendants()).toList();
            family.forEach(ProcessHandle::destroyForcibly);
        } else if (this == TERMINATE) {
            process.destroy();
        } else {
            signal(process, this == QUIT ? "QUIT" : "INT");
        }
    }

    /** Java has no way to send these; every POSIX shell has. */
    private static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
