package dev.warren.platform.process;

import dev.warren.local.cluster.BuiltJar;
import dev.warren.local.cluster.Program;
import dev.warren.local.cluster.UnpackProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * The packaged jars of this build, unpacked once, and run once, so that they keep their classes: from beside its libraries
 * and with such classes a program starts in a fraction of the time that its jar needs. The JVMs that test at the same
 * time share them; the first one makes them.
 */
final class BuiltPrograms {

    private static final Duration END = Duration.ofSeconds(30);
    private static final Path PROGRAMS = Path.of("target", "platform", "programs");

    private static final Program GATEWAY;
    private static final Program WORKER;

    static {
        try {
            Files.createDirectories(PROGRAMS);
            try (FileChannel turn = FileChannel.open(
                            PROGRAMS.resolveSibling("programs.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var ignored = turn.lock()) {
                GATEWAY = unpacked("api-gateway");
                WORKER = unpacked("worker-service");
                if (!Files.exists(GATEWAY.classes()) || !Files.exists(WORKER.classes())) {
                    keepClasses();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BuiltPrograms() {}

    static Program gateway() {
        return GATEWAY;
    }

    static Program worker() {
        return WORKER;
    }

    private static Program unpacked(String module) {
        Path project = Path.of(System.getProperty("warren.project", ".."));
        return new UnpackProgram(module, PROGRAMS.toAbsolutePath()).from(BuiltJar.of(project, module));
    }

    private static void keepClasses() {
        try (Platform platform = new Platform()) {
            PlatformProcess gateway = platform.gateway();
            PlatformProcess worker = platform.worker("keeps-classes", 4);
            TaskClient client = platform.client();
            client.awaitEnds(List.of(client.submit("echo", "some work")), END);
            worker.stop();
            gateway.stop();
        }
    }
}
