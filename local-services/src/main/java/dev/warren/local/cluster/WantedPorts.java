package dev.warren.local.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** The ports that people know: wanted as they are, or not at all. */
final class WantedPorts {

    private WantedPorts() {}

    /** @throws ClusterFailure that names the first port which something else listens on */
    static void requireFree(List<Integer> ports) {
        for (int port : ports) {
            // Both: a listener on one address only leaves the other one free.
            for (InetAddress address :
                    List.of(new InetSocketAddress(0).getAddress(), InetAddress.getLoopbackAddress())) {
                try (ServerSocket probe = new ServerSocket()) {
                    probe.setReuseAddress(true);
                    probe.bind(new InetSocketAddress(address, port));
                } catch (IOException e) {
                    throw new ClusterFailure(
                            "port %d is taken by another program (%s); end that one or choose another port with --port."
                                    .formatted(port, e.getMessage()),
                            e);
                }
            }
        }
    }
}
