package dev.warren.local.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the jar that a module of this project has built. */
public final class BuiltJar {

    private BuiltJar() {}

    /** @throws ClusterFailure where the module is not built */
    public static Path of(Path project, String module) {
        Path target = project.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*.jar")) {
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
                "%s holds no program; start it with the script warren, which builds it.".formatted(target));
    }
}
