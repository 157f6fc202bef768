package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedPortsTests {

    @Test
    void namesThePortThatIsTakenAndTheWayOut() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatExceptionOfType(ClusterFailure.class)
                    .isThrownBy(() -> WantedPorts.requireFree(List.of(port)))
                    .withMessageStartingWith("port " + port + " is taken by another program")
                    .withMessageEndingWith("end that one or choose another port with --port.");
        }
    }

    @Test
    void acceptsAPortThatNobodyListensOn() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThatCode(() -> WantedPorts.requireFree(List.of(port))).doesNotThrowAnyException();
    }
}
