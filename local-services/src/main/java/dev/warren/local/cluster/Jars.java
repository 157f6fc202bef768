package dev.warren.local.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The programs that the cluster runs. */
record Jars(Path gateway, Path worker) {

    private static final String WORKER_CLASSIFIER = "-exec.jar";

    /**
     * Copies of what was built, in the cluster's own directory: a build that replaces the originals does not pull them
     * from under running processes.
     *
     * @throws ClusterFailure where something is not built
     */
    static Jars copiedTo(ClusterDirectory directory, Map<String, String> environment) {
        Path project = Path.of(environment.getOrDefault("WARREN_PROJECT", ""));
        return new Jars(
                copy(
                        find(project.resolve("api-gateway"), false),
                        directory.jars().resolve("api-gateway.jar")),
                copy(
                        find(project.resolve("agent-worker"), true),
                        directory.jars().resolve("agent-worker.jar")));
    }

    private static Path find(Path module, boolean classified) {
        Path target = module.resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module.getFileName() + "-*.jar")) {
                for (Path jar : jars) {
                    String name = jar.getFileName().toString();
                    boolean other = name.endsWith("-sources.jar") || name.endsWith("-javadoc.jar");
                    if (!other && name.endsWith(WORKER_CLASSIFIER) == classified) {
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

    private static Path copy(Path from, Path to) {
        try {
            return Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ClusterFailure("cannot copy %s to %s (%s).".formatted(from, to, e), e);
        }
    }
}
