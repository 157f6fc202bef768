package dev.warren.local.docker;

import java.util.List;
import java.util.Map;

/**
 * What a server's container is made of.
 *
 * @param command replaces the image's own; empty to keep that
 * @param dataPath where the image keeps its data
 */
public record ContainerPlan(
        String image, Map<String, String> environment, List<String> command, String dataPath, List<Port> ports) {

    /** A port of the engine's machine that leads to one in the container. */
    public record Port(int outside, int inside) {}
}
