package dev.warren.chaos.cluster;

import dev.warren.local.cluster.Program;
import dev.warren.local.cluster.Progress;
import dev.warren.local.cluster.UnpackProgram;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a campaign runs.
 *
 * @param worker the campaign's own jar, whose role {@code worker} hosts the test agents
 * @param processes remembers what was started, for the case that this process is killed
 */
public record Programs(Program gateway, Program worker, ServerDirectory processes) {

    /**
     * @param project holds the built gateway
     * @param campaign the jar that runs at this moment
     * @throws IllegalStateException where the gateway is not built
     */
    public static Programs unpacked(Layout layout, Path project, Path campaign, Progress progress) {
        try {
            Files.createDirectories(layout.programs());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + layout.root(), e);
        }
        ServerDirectory processes =
                new StartRequest("processes", layout.servers(), true, System.getenv(), progress::say).directory();
        return new Programs(
                new UnpackProgram("api-gateway", layout.programs()).from(gatewayIn(project)),
                new UnpackProgram("chaos", layout.programs()).from(campaign),
                processes);
    }

    private static Path gatewayIn(Path project) {
        Path target = project.resolve("api-gateway/target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "api-gateway-*.jar")) {
                for (Path jar : jars) {
                    String name = jar.getFileName().toString();
                    if (!name.endsWith("-sources.jar") && !name.endsWith("-javadoc.jar")) {
                        return jar;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot list " + target, e);
            }
        }
        throw new IllegalStateException(
                target + " holds no gateway; start the campaign with the script warren, which builds it");
    }
}
