package dev.warren.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.outbound.OutboundException.Kind;
import dev.warren.test.SocketServer;
import dev.warren.test.SocketServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboundClientTests {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final OutboundLimits LIMITS = new OutboundLimits(Duration.ofSeconds(5), LONG, 1_000);
    private static final OutboundRules LOOPBACK =
            new OutboundRules(true, Set.of(), List.of(AddressRange.parse("127.0.0.0/8")));
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void sendsAndReceives() throws Exception {
        SocketServer server = server(call -> call.send(200, "text/plain", "hello"));

        try (OutboundResponse response = client(LIMITS)
                .post(
                        new OutboundRequest(
                                URI.create(server.url() + "/agents/a?b=c"),
                                Map.of("Warren-Task", "7", "Content-Type", "application/json"),
                                "{\"ü\":1}".getBytes(UTF_8),
                                LONG),
                        () -> false)) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("content-type")).isEqualTo("text/plain");
            assertThat(response.header("Retry-After")).isNull();
            assertThat(response.body()).hasContent("hello");
        }

        assertThat(server.calls()).singleElement().satisfies(call -> {
            assertThat(call.head()).startsWith("POST /agents/a?b=c HTTP/1.1\r\n");
            assertThat(call.header("Host")).isEqualTo("127.0.0.1:" + server.port());
            assertThat(call.header("Warren-Task")).isEqualTo("7");
            assertThat(call.header("Content-Type")).isEqualTo("application/json");
            assertThat(call.header("Accept-Encoding")).isEmpty();
            assertThat(call.body()).isEqualTo("{\"ü\":1}");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/", "http://localhost:%d/", "http://[::ffff:127.0.0.1]:%d/"})
    void connectsToNoAddressThatIsNotPublic(String url) {
        SocketServer server = server(call -> call.send(OK));

        assertFails(
                Kind.FORBIDDEN,
                () -> call(
                        new OutboundClient(new OutboundRules(true, Set.of(), List.of()), LIMITS),
                        url.formatted(server.port())));

        assertThat(server.calls()).isEmpty();
    }

    @Test
    void refusesAHostOfWhichOneAddressIsNotAllowed() {
        SocketServer server = server(call -> call.send(OK));
        OutboundClient client = client(LOOPBACK, name -> addresses("127.0.0.1", "10.0.0.1"));

        assertThatThrownBy(() -> call(client, "http://agents.example:" + server.port() + "/"))
                .hasMessageContaining("agents.example is at 10.0.0.1, a private address that is not allowed");

        assertThat(server.calls()).isEmpty();
    }

    @Test
    void looksANameUpOnceAndConnectsToWhatWasChecked() throws Exception {
        var lookups = new AtomicInteger();
        SocketServer server = server(call -> call.send(OK));
        // Good the first time, the metadata service from then on: whoever looks twice is lost.
        OutboundClient client = client(
                LOOPBACK,
                name -> lookups.getAndIncrement() == 0 ? addresses("127.0.0.1") : addresses("169.254.169.254"));

        assertThat(call(client, "http://agents.example:" + server.port() + "/")).isEqualTo("ok");
        assertThat(lookups).hasValue(1);
        assertThat(server.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.header("Host")).isEqualTo("agents.example:" + server.port()));

        assertFails(Kind.FORBIDDEN, () -> call(client, "http://agents.example:" + server.port() + "/"));
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void triesTheNextAddressWhereOneDoesNotAnswer() throws Exception {
        SocketServer server = server(call -> call.send(OK));

        assertThat(call(
                        client(LOOPBACK, name -> addresses("127.0.0.2", "127.0.0.1")),
                        "http://agents.example:" + server.port() + "/"))
                .isEqualTo("ok");
    }

    @Test
    void followsNoRedirect() throws Exception {
        SocketServer target = server(call -> call.send(OK));
        SocketServer server = server(call ->
                call.send("HTTP/1.1 307 Elsewhere\r\nLocation: " + target.url() + "/\r\nContent-Length: 0\r\n\r\n"));

        try (OutboundResponse response = client(LIMITS).post(request(server.url(), LONG), () -> false)) {
            assertThat(response.status()).isEqualTo(307);
        }
        assertThat(target.calls()).isEmpty();
    }

    @Test
    void checksTheCertificateForTheNameThatWasAsked() throws Exception {
        var tls = new TestTls();
        SocketServer server = open(new SocketServer(tls.server(), call -> call.send(OK)));
        var https = new OutboundRules(false, Set.of(server.port()), LOOPBACK.allowed());
        Lookup lookup = name -> addresses("127.0.0.1");
        OutboundClient trusting = open(new OutboundClient(https, LIMITS, lookup, tls.client()));
        OutboundClient strange = open(new OutboundClient(https, LIMITS, lookup, SSLContext.getDefault()));

        assertThat(call(trusting, "https://agents.example:" + server.port() + "/"))
                .isEqualTo("ok");
        assertThat(tls.namesAsked()).containsExactly("agents.example");
        assertFails(Kind.UNTRUSTED, () -> call(trusting, "https://other.example:" + server.port() + "/"));
        assertFails(Kind.UNTRUSTED, () -> call(trusting, "https://127.0.0.1:" + server.port() + "/"));
        assertFails(Kind.UNTRUSTED, () -> call(strange, "https://agents.example:" + server.port() + "/"));
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void readsNoMoreThanAllowed() {
        SocketServer announced = server(call -> call.send(200, "text/plain", "x".repeat(1_001)));
        SocketServer endless = server(call -> {
            call.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                call.send("64\r\n" + "x".repeat(100) + "\r\n");
            }
        });

        assertFails(Kind.TOO_LARGE, () -> call(client(LIMITS), announced.url()));
        assertFails(Kind.TOO_LARGE, () -> call(client(LIMITS), endless.url()));
    }

    @Test
    void readsNoCompressedAnswer() throws Exception {
        SocketServer server =
                server(call -> call.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok"));

        assertThat(call(client(LIMITS), server.url())).isEqualTo("ok");
    }

    @Test
    void refusesHeadersWithoutEnd() {
        SocketServer longLine = server(call -> call.send("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"));
        SocketServer manyLines = server(call -> call.send("HTTP/1.1 200 OK\r\n" + "X: x\r\n".repeat(1_000) + "\r\n"));

        assertFails(Kind.MALFORMED, () -> call(client(LIMITS), longLine.url()));
        assertFails(Kind.MALFORMED, () -> call(client(LIMITS), manyLines.url()));
    }

    @Test
    void refusesWhatIsNoHttp() {
        SocketServer server = server(call -> call.send("SSH-2.0-OpenSSH_9.2\r\n".repeat(200)));

        assertFails(Kind.MALFORMED, () -> call(client(LIMITS), server.url()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
            })
    void tellsHalfAnAnswerFromAWholeOne(String half) {
        SocketServer ended = server(call -> call.send(half));
        SocketServer reset = server(call -> {
            call.send(half);
            call.reset();
        });

        assertFails(Kind.LOST, () -> call(client(LIMITS), ended.url()));
        assertFails(Kind.LOST, () -> call(client(LIMITS), reset.url()));
    }

    @Test
    void givesAnExchangeUpAfterItsTimeHoweverItDripsIn() {
        SocketServer server = server(call -> {
            call.send("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                call.send("x");
                Thread.sleep(50);
            }
        });
        long began = System.nanoTime();

        assertFails(Kind.TIMED_OUT, () -> call(client(LIMITS), request(server.url(), Duration.ofMillis(300))));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void givesASilentServerUp() {
        SocketServer server = server(SocketServer.Call::awaitLeft);

        assertFails(
                Kind.TIMED_OUT,
                () -> call(
                        client(new OutboundLimits(Duration.ofSeconds(1), Duration.ofMillis(100), 10)), server.url()));
    }

    @Test
    void closesTheConnectionWhenNobodyWantsTheAnswerAnyMore() throws Exception {
        var wanted = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        SocketServer server = server(call -> {
            wanted.countDown();
            call.awaitLeft();
            left.countDown();
        });
        var canceled = new AtomicBoolean();
        var failure = new AtomicReference<Throwable>();
        Thread caller = Thread.ofVirtual()
                .start(() ->
                        failure.set(thrownBy(() -> client(LIMITS).post(request(server.url(), LONG), canceled::get))));
        wanted.await();

        canceled.set(true);

        assertThat(left.await(2, TimeUnit.SECONDS)).isTrue();
        caller.join();
        assertThat(failure.get())
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELED));
    }

    @Test
    void closesTheConnectionWhenItsThreadIsInterrupted() throws Exception {
        var wanted = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        SocketServer server = server(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            wanted.countDown();
            call.awaitLeft();
            left.countDown();
        });
        var failure = new AtomicReference<Throwable>();
        Thread caller = Thread.ofVirtual().start(() -> failure.set(thrownBy(() -> call(client(LIMITS), server.url()))));
        wanted.await();

        caller.interrupt();

        assertThat(left.await(2, TimeUnit.SECONDS)).isTrue();
        caller.join();
        assertThat(failure.get())
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELED));
    }

    @Test
    void closesASilentTlsConnectionToo() throws Exception {
        var tls = new TestTls();
        var left = new CountDownLatch(1);
        SocketServer server = open(new SocketServer(tls.server(), call -> {
            call.awaitLeft();
            left.countDown();
        }));
        OutboundClient client =
                open(new OutboundClient(LOOPBACK, LIMITS, name -> addresses("127.0.0.1"), tls.client()));

        assertFails(
                Kind.TIMED_OUT,
                () -> call(client, request("https://agents.example:" + server.port() + "/", Duration.ofSeconds(1))));

        assertThat(left.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysWhetherAConnectionCanBeMade() throws IOException {
        SocketServer server = server(call -> call.send(OK));
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertThat(client(LIMITS).connects(URI.create(server.url()))).isTrue();
        assertThat(client(LIMITS).connects(URI.create("http://127.0.0.1:" + closed)))
                .isFalse();
        assertThat(client(LOOPBACK, name -> addresses("10.0.0.1")).connects(URI.create("http://agents.example/")))
                .isFalse();
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void tellsWhatHasNoAddressFromWhatDoesNotAnswer() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertFails(Kind.UNREACHABLE, () -> call(client(LIMITS), "http://127.0.0.1:" + closed + "/"));
        assertFails(
                Kind.UNRESOLVED,
                () -> call(
                        client(LOOPBACK, name -> {
                            throw new UnknownHostException(name);
                        }),
                        "http://agents.example/"));
        assertFails(
                Kind.UNRESOLVED, () -> call(client(LOOPBACK, name -> new InetAddress[0]), "http://agents.example/"));
    }

    @Test
    void waitsForNoResolverThatHangs() {
        var hangs = new CountDownLatch(1);
        OutboundClient client = open(new OutboundClient(
                LOOPBACK,
                new OutboundLimits(Duration.ofMillis(100), LONG, 10),
                name -> {
                    try {
                        hangs.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(name);
                },
                defaultTls()));

        assertFails(Kind.UNRESOLVED, () -> call(client, "http://agents.example/"));
    }

    @Test
    void checksEveryUrlAgain() {
        assertFails(Kind.FORBIDDEN, () -> call(client(LIMITS), "http://user@127.0.0.1/"));
        assertFails(
                Kind.FORBIDDEN,
                () -> call(open(new OutboundClient(OutboundRules.publicHttps(), LIMITS)), "http://agents.example/"));
    }

    private SocketServer server(Answer answer) {
        return open(new SocketServer(answer));
    }

    private OutboundClient client(OutboundLimits limits) {
        return open(new OutboundClient(LOOPBACK, limits));
    }

    private OutboundClient client(OutboundRules rules, Lookup lookup) {
        return open(new OutboundClient(rules, LIMITS, lookup, defaultTls()));
    }

    private <T extends AutoCloseable> T open(T one) {
        open.add(one);
        return one;
    }

    private static String call(OutboundClient client, String url) throws IOException {
        return call(client, request(url, LONG));
    }

    private static String call(OutboundClient client, OutboundRequest request) throws IOException {
        try (OutboundResponse response = client.post(request, () -> false)) {
            return new String(response.body().readAllBytes(), UTF_8);
        }
    }

    private static OutboundRequest request(String url, Duration timeout) {
        return new OutboundRequest(URI.create(url), Map.of(), new byte[] {'{', '}'}, timeout);
    }

    private static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        e -> assertThat(e.kind()).as(e.toString()).isEqualTo(kind));
    }

    private static Throwable thrownBy(ThrowingCallable call) {
        try {
            call.call();
            return new AssertionError("Nothing was thrown");
        } catch (Throwable e) {
            return e;
        }
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        var addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
