package dev.warren.local.cluster;

import java.nio.file.Path;
import java.util.Map;

/** What the cluster runs. */
record Programs(Program gateway, Program worker) {

    /** @throws ClusterFailure where something is not built */
    static Programs unpackedIn(ClusterDirectory directory, Map<String, String> environment) {
        Path project = Path.of(environment.getOrDefault("WARREN_PROJECT", ""));
        return new Programs(
                new UnpackProgram("api-gateway", directory.programs()).from(BuiltJar.of(project, "api-gateway")),
                new UnpackProgram("worker-service", directory.programs()).from(BuiltJar.of(project, "worker-service")));
    }
}
