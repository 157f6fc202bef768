package dev.warren.local.docker;

import dev.warren.local.process.StartRequest;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A look, for next to nothing, at the places where a Docker engine listens. */
final class DockerSocket {

    private static final String HOST = "DOCKER_HOST";
    private static final String UNIX = "unix://";
    private static final Path WINDOWS_PIPE = Path.of("//./pipe/docker_engine");

    private DockerSocket() {}

    static void requireAnswer(StartRequest request) throws WayClosedException {
        var host = request.variable(HOST);
        var home = Path.of(System.getProperty("user.home"));
        if (host.isPresent() && !host.get().startsWith(UNIX)) {
            return; // An engine elsewhere: Testcontainers' own first call finds out.
        }
        if (host.isEmpty()
                && (Files.exists(home.resolve(".testcontainers.properties")) || Files.exists(WINDOWS_PIPE))) {
            return;
        }
        var sockets = host.map(address -> List.of(Path.of(address.substring(UNIX.length()))))
                .orElseGet(() -> usualPlaces(request, home));
        if (sockets.stream().noneMatch(DockerSocket::accepts)) {
            throw new WayClosedException("no Docker engine answers at " + sockets.getFirst()
                    + host.map(set -> " (" + HOST + ")")
                            .orElse(" or in another usual place, and " + HOST + " is not set"));
        }
    }

    private static List<Path> usualPlaces(StartRequest request, Path home) {
        return Stream.concat(
                        Stream.of(
                                Path.of("/var/run/docker.sock"),
                                home.resolve(".docker/run/docker.sock"),
                                home.resolve(".docker/desktop/docker.sock")),
                        request.variable("XDG_RUNTIME_DIR").map(runtime -> Path.of(runtime, "docker.sock")).stream())
                .toList();
    }

    private static boolean accepts(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
