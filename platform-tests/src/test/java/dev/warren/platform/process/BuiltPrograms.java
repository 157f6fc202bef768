package dev.warren.platform.process;

import dev.warren.local.cluster.Program;
import dev.warren.local.cluster.UnpackProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packaged jars of this build, unpacked once: from beside its libraries a program starts faster than from its jar. */
final class BuiltPrograms {

    private static final Program GATEWAY = unpacked("api-gateway");
    private static final Program WORKER = unpacked("worker-service");

    private BuiltPrograms() {}

    static Program gateway() {
        return GATEWAY;
    }

    static Program worker() {
        return WORKER;
    }

    private static Program unpacked(String module) {
        Path project = Path.of(System.getProperty("warren.project", ".."));
        String version = System.getProperty("warren.version", "0.1.0-SNAPSHOT");
        try {
            Path programs = Files.createDirectories(Path.of("target", "platform", "programs"));
            Path jar = project.resolve(module).resolve("target").resolve(module + "-" + version + ".jar");
            return new UnpackProgram(module, programs.toAbsolutePath()).from(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
