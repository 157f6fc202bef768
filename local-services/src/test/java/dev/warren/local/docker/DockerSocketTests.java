package dev.warren.local.docker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.local.process.StartRequest;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerSocketTests {

    @TempDir
    private Path directory;

    @Test
    void isClosedWhereNoSocketIs() {
        assertThatThrownBy(() -> DockerSocket.requireAnswer(asking(directory.resolve("absent"))))
                .isInstanceOf(WayClosedException.class)
                .hasMessageContaining("no Docker engine answers at " + directory.resolve("absent"));
    }

    @Test
    void isClosedWhereAnEngineHasLeftItsSocketBehind() throws IOException {
        var socket = directory.resolve("engine");
        bind(socket).close();
        assertThatThrownBy(() -> DockerSocket.requireAnswer(asking(socket))).isInstanceOf(WayClosedException.class);
    }

    @Test
    void isOpenWhereSomebodyListens() throws IOException, WayClosedException {
        var socket = directory.resolve("engine");
        try (var engine = bind(socket)) {
            DockerSocket.requireAnswer(asking(socket));
        }
    }

    private static ServerSocketChannel bind(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private static StartRequest asking(Path socket) {
        return new StartRequest("x", null, true, Map.of("DOCKER_HOST", "unix://" + socket), line -> {});
    }
}
