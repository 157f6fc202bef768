package dev.warren.local.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process that the cluster runs.
 *
 * @param name as it appears in progress, logs and {@code status}
 * @param command without secrets: everybody on the machine can read a command line
 * @param environment added to the launcher's own; secrets go here
 * @param log where its output goes
 * @param readiness answers 200 as soon as the process can do its work
 * @param grace for an orderly stop, before it is killed
 */
public record ChildSpec(
        String name, List<String> command, Map<String, String> environment, Path log, URI readiness, Duration grace) {

    /** Without the environment, which holds passwords. */
    @Override
    public String toString() {
        return name;
    }
}
