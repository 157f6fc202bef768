package dev.warren.chaos.cluster;

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
 * What a campaign runs.
 *
 * @param worker the campaign's own jar, whose role {@code worker} hosts the test agents
 * @param processes remembers what was started, for the case that this process is killed
 */
public record Programs(Program gateway, Program worker, ServerDirectory processes) {

    /**
     * @param project holds the built gateway
     * @param campaign the jar that runs at this moment
     * @throws dev.warren.local.cluster.ClusterFailure where the gateway is not built
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
                new UnpackProgram("api-gateway", layout.programs()).from(BuiltJar.of(project, "api-gateway")),
                new UnpackProgram("chaos", layout.programs()).from(campaign),
                processes);
    }
}
