package dev.warren.chaos.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpProxyTests {

    private ServerSocket echo;
    private TcpProxy proxy;
    private int port;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        proxy = new TcpProxy(port, (InetSocketAddress) echo.getLocalSocketAddress());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesEverythingOnAndTheEndOfTheStreamToo() throws IOException {
        byte[] much = "0123456789".repeat(100_000).getBytes(UTF_8);
        try (var client = connect()) {
            Thread.ofVirtual().start(() -> write(client, much));
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aLinkThatIsDownResetsItsConnectionsAndRefusesNewOnesUntilItHeals() throws IOException {
        try (var client = connect()) {
            assertThat(ask(client)).isTrue();
            proxy.suffer(new Trouble.Down());
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.heal();
        try (var client = connect()) {
            assertThat(ask(client)).isTrue();
        }
    }

    @Test
    void aBlackHoleSaysNothingAndGoesOnWhereItStopped() throws IOException {
        try (var client = connect()) {
            assertThat(ask(client)).isTrue();
            proxy.suffer(new Trouble.BlackHole(Set.of(Direction.TO_SERVER, Direction.TO_CLIENT)));
            client.setSoTimeout(300);
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            client.setSoTimeout(5000);
            assertThat(client.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(UTF_8));
        }
    }

    @Test
    void aBlackHoleMayBeOpenOneWay() throws IOException {
        try (var client = connect()) {
            proxy.suffer(new Trouble.BlackHole(Set.of(Direction.TO_CLIENT)));
            client.setSoTimeout(300);
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
            proxy.suffer(new Trouble.BlackHole(Set.of(Direction.TO_SERVER)));
            client.setSoTimeout(5000);
            assertThat(client.getInputStream().readNBytes(5))
                    .as("what had gone to the server is answered")
                    .isEqualTo("hello".getBytes(UTF_8));
            client.setSoTimeout(300);
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aResetEndsTheConnectionsOfNowOnly() throws IOException {
        try (var before = connect()) {
            assertThat(ask(before)).isTrue();
            proxy.resetAll();
            assertThatThrownBy(() -> ask(before)).isInstanceOf(SocketException.class);
        }
        try (var after = connect()) {
            assertThat(ask(after)).isTrue();
        }
    }

    @Test
    void latencyHoldsEachPieceBothWays() throws IOException {
        try (var client = connect()) {
            assertThat(ask(client)).isTrue();
            proxy.suffer(new Trouble.Latency(Duration.ofMillis(150), Duration.ofMillis(50)));
            // The first piece may be with a pump that has read before.
            assertThat(ask(client)).isTrue();
            assertThat(secondsOf(() -> ask(client))).isBetween(0.2, 2.0);
        }
    }

    @Test
    void bandwidthIsShared() throws IOException {
        byte[] bytes = new byte[30_000];
        proxy.suffer(new Trouble.Bandwidth(50_000));
        try (var client = connect()) {
            assertThat(secondsOf(() -> {
                        Thread.ofVirtual().start(() -> write(client, bytes));
                        return client.getInputStream().readAllBytes().length == bytes.length;
                    }))
                    .isBetween(0.5, 5.0);
        }
    }

    @Test
    void slicesArriveInParts() throws IOException {
        proxy.suffer(new Trouble.Slices(2, Duration.ofMillis(50)));
        try (var client = connect()) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            byte[] buffer = new byte[100];
            assertThat(client.getInputStream().read(buffer)).isLessThan(5);
        }
    }

    @Test
    void aStreamIsCutInItsMiddle() throws IOException {
        proxy.suffer(new Trouble.CutAfter(Direction.TO_CLIENT, 8));
        try (var client = connect()) {
            assertThat(ask(client)).as("five bytes pass").isTrue();
            assertThatThrownBy(() -> {
                        ask(client);
                        ask(client);
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whenItIsClosedItsPortIsFree() throws IOException {
        for (int i = 0; i < 100; i++) {
            proxy.close();
            proxy = new TcpProxy(port, (InetSocketAddress) echo.getLocalSocketAddress());
        }
        try (var client = connect()) {
            assertThat(ask(client)).isTrue();
        }
    }

    @Test
    void aServerThatIsAwayIsAnEndedConnection() throws IOException {
        // Bound and not listening: it refuses, and nobody else can get its port meanwhile.
        try (var nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            proxy.close();
            proxy = new TcpProxy(port, (InetSocketAddress) nobody.getLocalSocketAddress());
            // The reset may come as early as in the middle of the connect.
            assertThatThrownBy(() -> {
                        try (var client = connect()) {
                            ask(client);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        socket.setSoTimeout(5000);
        return socket;
    }

    /** Whether a word comes back. */
    private static boolean ask(Socket client) throws IOException {
        client.getOutputStream().write("hello".getBytes(UTF_8));
        byte[] answer = client.getInputStream().readNBytes(5);
        if (answer.length < 5) {
            throw new SocketException("the stream has ended");
        }
        return new String(answer, UTF_8).equals("hello");
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Question {
        boolean ask() throws IOException;
    }

    private static double secondsOf(Question question) throws IOException {
        long began = System.nanoTime();
        assertThat(question.ask()).isTrue();
        return (System.nanoTime() - began) / 1e9;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                var socket = echo.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException reset) {
            // As some tests want it.
            return;
        }
    }
}
