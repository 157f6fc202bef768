package dev.warren.local.docker;

import com.github.dockerjava.api.DockerClient;
import java.util.Map;

/** Containers of a killed owner: they would hold the ports and write to the volume of the next ones. */
final class Leftovers {

    static final String VOLUME_LABEL = "dev.warren.volume";

    private Leftovers() {}

    /** The caller holds the lock of the directory that names the volume, so nobody alive uses these. */
    static void remove(DockerClient client, String volume) {
        client.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(VOLUME_LABEL, volume)).exec().stream()
                .forEach(container -> client.removeContainerCmd(container.getId())
                        .withForce(true)
                        .exec());
    }
}
