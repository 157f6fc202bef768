package dev.warren.local.cluster;

import dev.warren.local.process.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Where a cluster keeps its state, {@code .warren} by default: the servers' data, the logs, and what runs. Only its
 * owner may look inside, because passwords are there.
 *
 * @param root absolute, without links
 */
record ClusterDirectory(Path root) {

    static ClusterDirectory of(CommandLine line, Map<String, String> environment) {
        String given = line.options().get("--directory");
        Path path = given != null
                ? Path.of(given)
                : Path.of(environment.getOrDefault("WARREN_PROJECT", "")).resolve(".warren");
        return at(path);
    }

    static ClusterDirectory at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return new ClusterDirectory(Files.exists(absolute) ? absolute.toRealPath() : absolute);
        } catch (IOException e) {
            throw new ClusterFailure("cannot read %s (%s); give another --directory.".formatted(absolute, e), e);
        }
    }

    /** @throws ClusterFailure where it cannot be made or written */
    void make() {
        try {
            PrivateFiles.createDirectories(root);
            Files.createDirectories(logs());
            Files.createDirectories(programs());
        } catch (IOException e) {
            throw new ClusterFailure(
                    "cannot write to %s (%s); give another --directory.".formatted(root, e.getMessage()), e);
        }
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path clusterFile() {
        return root.resolve("cluster.json");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Puts the log of an earlier run aside, over the one before it. */
    void renewLog(String name) {
        try {
            if (Files.exists(log(name))) {
                Files.move(log(name), logs().resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new ClusterFailure("cannot put %s aside (%s).".formatted(log(name), e), e);
        }
    }

    Path programs() {
        return root.resolve("programs");
    }
}
