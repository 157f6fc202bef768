package dev.warren.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This process' end of the pipe to its {@link Watchdog}: what to stop and to delete should this process end. */
final class Guard {

    private static final Guard INSTANCE = new Guard();
    private static final List<Class<?>> PROGRAM =
            List.of(Watchdog.class, OwnedProcess.class, Ending.class, Pause.class);

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
        guarded.remove(entry);
        tell("-" + entry);
    }

    private void tell(String line) {
        try {
            if (pipe == null) {
                pipe = start();
            }
            try {
                write(pipe, line);
            } catch (IOException watchdogIsGone) {
                pipe = start();
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

    /** The program is copied out, because this class may itself live in a jar inside a jar. */
    private static Writer start() throws IOException {
        var home = Files.createTempDirectory("warren-watchdog-");
        for (var type : PROGRAM) {
            var name = type.getName().replace('.', '/') + ".class";
            var copy = home.resolve(name);
            Files.createDirectories(copy.getParent());
            try (var in = type.getClassLoader().getResourceAsStream(name)) {
                if (in == null) {
                    throw new IOException("no " + name + " on the class path");
                }
                Files.copy(in, copy);
            }
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                home.toString(),
                Watchdog.class.getName(),
                home.toString());
        return new ProcessBuilder(Launch.inOwnSession(command))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("watchdog.log").toFile())
                .start()
                .outputWriter(StandardCharsets.UTF_8);
    }
}
