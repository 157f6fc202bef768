package dev.warren.local.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the cluster runs. */
record Programs(Program gateway, Program worker) {

    /** @throws ClusterFailure where something is not built */
    static Programs unpackedIn(ClusterDirectory directory, Map<String, String> environment) {
        Path project = Path.of(environment.getOrDefault("WARREN_PROJECT", ""));
        Path gateway = find(project.resolve("api-gateway"));
        Path worker = find(project.resolve("worker-service"));
        return new Programs(
                new UnpackProgram("api-gateway", directory.programs()).from(gateway),
                new UnpackProgram("worker-service", directory.programs()).from(worker));
    }

    private static Path find(Path module) {
        Path target = module.resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module.getFileName() + "-*.jar")) {
                for (Path jar : jars) {
                    String name = jar.getFileName().toString();
                    if (!name.endsWith("-sources.jar") && !name.endsWith("-javadoc.jar")) {
                        return jar;
                    }
                }
            } catch (IOException e) {
                throw new ClusterFailure("cannot list %s (%s).".formatted(target, e), e);
            }
        }
        throw new ClusterFailure(
                "%s holds no program; start the cluster with the script warren, which builds it.".formatted(target));
    }
}
