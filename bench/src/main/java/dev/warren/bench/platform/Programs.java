package dev.warren.bench.platform;

import dev.warren.local.cluster.BuiltJar;
import dev.warren.local.cluster.Program;
import dev.warren.local.cluster.Progress;
import dev.warren.local.cluster.UnpackProgram;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is measured.
 *
 * @param processes remembers what was started, for the case that this process is killed
 */
public record Programs(Program gateway, Program worker, ServerDirectory processes) {

    /**
     * @param project holds the built jars
     * @throws dev.warren.local.cluster.ClusterFailure where one is not built
     */
    public static Programs unpacked(Layout layout, Path project, Progress progress) {
        try {
            Files.createDirectories(layout.programs());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + layout.root(), e);
        }
        var request = new StartRequest("processes", layout.servers(), true, System.getenv(), progress::say);
        return new Programs(
                new UnpackProgram("api-gateway", layout.programs()).from(BuiltJar.of(project, "api-gateway")),
                new UnpackProgram("worker-service", layout.programs()).from(BuiltJar.of(project, "worker-service")),
                request.directory());
    }
}
