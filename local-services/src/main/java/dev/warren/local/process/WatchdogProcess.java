package dev.warren.local.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;

/** Starts the {@link Watchdog} of this process, with its program in a temporary directory. */
final class WatchdogProcess {

    private static final String PREFIX = "warren-watchdog-";
    private static final String PROCESS = "process";
    private static final List<Class<?>> PROGRAM =
            List.of(Watchdog.class, OwnedProcess.class, Ending.class, Pause.class);

    private WatchdogProcess() {}

    /** @return the pipe that it reads */
    static Writer start() throws IOException {
        var home = Files.createTempDirectory(PREFIX);
        removeLeftovers(home);
        copyProgram(home);
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
        var process = new ProcessBuilder(Launch.inOwnSession(command))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("watchdog.log").toFile())
                .start();
        var owned = OwnedProcess.launched(process.toHandle(), Ending.TERMINATE);
        PrivateFiles.write(home.resolve(PROCESS), owned.toLine());
        return process.outputWriter(StandardCharsets.UTF_8);
    }

    /** It is copied out, because these classes may themselves be in a jar inside a jar. */
    private static void copyProgram(Path home) throws IOException {
        for (var type : PROGRAM) {
            var name = type.getName().replace('.', '/') + ".class";
            var copy = home.resolve(name);
            Files.createDirectories(home.resolve(name).resolveSibling(""));
            try (var in = type.getClassLoader().getResourceAsStream(name)) {
                if (in == null) {
                    throw new IOException("no " + name + " on the class path");
                }
                Files.copy(in, copy);
            }
        }
    }

    /** A watchdog deletes its directory at its end, unless it was killed itself. */
    private static void removeLeftovers(Path fresh) throws IOException {
        var me = Files.getOwner(fresh);
        try (var homes = Files.newDirectoryStream(fresh.resolveSibling(""), PREFIX + "*")) {
            for (var home : homes) {
                if (isLeftover(home, me)) {
                    Watchdog.delete(home);
                }
            }
        }
    }

    private static boolean isLeftover(Path home, UserPrincipal me) throws IOException {
        try {
            return Files.getOwner(home).equals(me)
                    && OwnedProcess.fromLine(Files.readString(home.resolve(PROCESS)))
                            .alive()
                            .isEmpty();
        } catch (NoSuchFileException justMadeOrJustDeleted) {
            return false;
        }
    }
}
