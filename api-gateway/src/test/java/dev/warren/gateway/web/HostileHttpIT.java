package dev.warren.gateway.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RawHttp;
import dev.warren.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileHttpIT {

    private final RunningGateway gateway = RunningGateway.shared();
    private RawHttp bystander;

    @BeforeEach
    void aConnectionOfSomebodyElseIsOpen() throws IOException {
        bystander = connect();
        assertThat(isServed(bystander)).isTrue();
    }

    @AfterEach
    void theConnectionOfSomebodyElseHasSurvived() throws IOException {
        assertThat(isServed(bystander)).isTrue();
        bystander.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("one byte", "x", 400, "malformed-json"),
                Arguments.of("one digit", "1", 422, "invalid-request"),
                Arguments.of("no byte", "", 400, "malformed-json"),
                Arguments.of(
                        "10,000 levels",
                        submission("input", "[".repeat(10_000) + "]".repeat(10_000)),
                        400,
                        "malformed-json"),
                Arguments.of("10,000 objects", "{\"agent\":".repeat(10_000), 400, "malformed-json"),
                Arguments.of("a name twice", "{\"agent\":\"echo\",\"agent\":\"echo\"}", 400, "malformed-json"),
                Arguments.of(
                        "a name twice, escaped",
                        "{\"agent\":\"echo\",\"\\u0061gent\":\"echo\"}",
                        400,
                        "malformed-json"),
                Arguments.of("a huge exponent", submission("priority", "1e999999"), 422, "invalid-request"),
                Arguments.of("a huge whole number", submission("maxAttempts", "9".repeat(900)), 422, "invalid-request"),
                Arguments.of("an endless number", submission("input", "9".repeat(100_000)), 400, "malformed-json"),
                Arguments.of(
                        "a huge exponent as factor",
                        submission("retry", "{\"factor\":1e999999}"),
                        422,
                        "invalid-request"),
                Arguments.of("no number", submission("input", "NaN"), 400, "malformed-json"),
                Arguments.of("an endless name", "{\"" + "a".repeat(100_000) + "\":1}", 400, "malformed-json"),
                Arguments.of("\\u0000 in agent", "{\"agent\":\"e\\u0000cho\"}", 422, "unknown-agent"),
                Arguments.of("\\u0000 in ttl", submission("ttl", "\"PT1S\\u0000\""), 422, "invalid-request"),
                Arguments.of("\\u0000 in delay", submission("delay", "\"\\u0000\""), 422, "invalid-request"),
                Arguments.of("\\u0000 in timeout", submission("timeout", "\"\\u0000\""), 422, "invalid-request"),
                Arguments.of("\\u0000 in notBefore", submission("notBefore", "\"\\u0000\""), 422, "invalid-request"),
                Arguments.of("\\u0000 in a label", submission("labels", "{\"a\":\"\\u0000\"}"), 422, "invalid-request"),
                Arguments.of(
                        "\\u0000 in a label's key",
                        submission("labels", "{\"\\u0000\":\"a\"}"),
                        422,
                        "invalid-request"),
                Arguments.of(
                        "\\u0000 in a code",
                        submission("retry", "{\"nonRetryable\":[\"\\u0000\"]}"),
                        422,
                        "invalid-request"),
                Arguments.of("\\u0000 in a name", submission("a\\u0000", "1"), 422, "unknown-field"),
                Arguments.of("half a pair in agent", "{\"agent\":\"\\ud800\"}", 422, "unknown-agent"),
                Arguments.of(
                        "half a pair in a label", submission("labels", "{\"a\":\"\\udc00\"}"), 422, "invalid-request"),
                Arguments.of("half a pair in a name", submission("\\ud800", "1"), 422, "unknown-field"),
                Arguments.of(
                        "half a pair in a code",
                        submission("retry", "{\"nonRetryable\":[\"\\ud800\"]}"),
                        422,
                        "invalid-request"),
                Arguments.of("a byte order mark", "\ufeff{\"agent\":\"echo\"}", 400, "malformed-json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void refusesABodyAndKeepsItsConnection(String what, String body, int status, String problem) throws IOException {
        try (RawHttp caller = connect()) {
            RawHttp.Answer answer =
                    caller.post("/v1/tasks", body.getBytes(UTF_8)).answer();

            assertThat(answer.problem()).isEqualTo(problem);
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @Test
    void keepsTextThatNoDatabaseLikesWhereAnyJsonMayBe() throws IOException {
        String input = "{\"a\\u0000\":\"\\u0000\\ud800\",\"n\":1e999999}";
        try (RawHttp caller = connect()) {
            RawHttp.Answer answer = caller.post(
                            "/v1/tasks", submission("input", input).getBytes(UTF_8))
                    .answer();

            assertThat(answer.status()).isEqualTo(202);
            assertThat(gateway.get(answer.headers().get("location")).text()).contains(input);
        }
    }

    @Test
    void refusesABadItemOfABatchAlone() throws IOException {
        String batch = "{\"tasks\":[%s,%s,%s]}"
                .formatted(
                        submission("labels", "{\"\\u0000\":\"\"}"),
                        submission("input", "\"\\u0000\""),
                        submission("retry", "{\"factor\":1e999999}"));
        try (RawHttp caller = connect()) {
            var results = caller.post("/v1/tasks/batch", batch.getBytes(UTF_8))
                    .answer()
                    .body()
                    .get("results");

            assertThat(results.get(0).at("/problem/errors/0/field").asString()).isEqualTo("labels");
            assertThat(results.get(1).at("/task/status").asString()).isEqualTo("QUEUED");
            assertThat(results.get(2).at("/problem/errors/0/field").asString()).isEqualTo("retry.factor");
        }
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        try (RawHttp caller = connect()) {
            assertThat(caller.post("/v1/tasks", "{\"agent\":\"\u00e4\"}".getBytes(ISO_8859_1))
                            .answer()
                            .problem())
                    .isEqualTo("malformed-json");
        }
    }

    @Test
    void refuses20MegabytesAnnouncedOrNot() throws IOException {
        byte[] body = submission("input", "\"" + "x".repeat(20_000_000) + "\"").getBytes(UTF_8);
        try (RawHttp announced = connect();
                RawHttp chunked = connect()) {
            assertThat(announced.post("/v1/tasks", body).answer().problem()).isEqualTo("body-too-large");
            chunked.send("POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n");
            assertThat(chunked.send(body).send("\r\n0\r\n\r\n").answer().problem())
                    .isEqualTo("body-too-large");
        }
    }

    @Test
    void takesTheLargestInputAndNotOneByteMore() throws IOException {
        String largest = "\"" + "x".repeat(1024 * 1024 - 2) + "\"";
        try (RawHttp caller = connect()) {
            assertThat(caller.post("/v1/tasks", submission("input", largest).getBytes(UTF_8))
                            .answer()
                            .status())
                    .isEqualTo(202);
            assertThat(caller.post(
                                    "/v1/tasks",
                                    submission("input", "[" + largest + "]").getBytes(UTF_8))
                            .answer()
                            .problem())
                    .isEqualTo("body-too-large");
        }
    }

    static Stream<Arguments> heads() {
        String json = "Content-Type: application/json\r\n";
        return Stream.of(
                Arguments.of(
                        "a huge header",
                        "GET /v1/tasks HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "many headers",
                        "GET /v1/tasks HTTP/1.1\r\nHost: h\r\n" + "X: x\r\n".repeat(1_000) + "\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "a huge address",
                        "GET /v1/tasks/" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "many parameters",
                        "GET /v1/tasks?" + "label=a:b&".repeat(600) + " HTTP/1.1\r\nHost: h\r\n\r\n",
                        422,
                        "invalid-request"),
                Arguments.of("no host", "GET /v1/tasks HTTP/1.1\r\n\r\n", 400, "bad-request"),
                Arguments.of("two hosts", "GET /v1/tasks HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad-request"),
                Arguments.of(
                        "a method of its own",
                        "EXPLODE /v1/tasks HTTP/1.1\r\nHost: h\r\n\r\n",
                        405,
                        "method-not-allowed"),
                Arguments.of("no method", "{\"agent\":\"echo\"}\r\n\r\n", 400, "bad-request"),
                Arguments.of("a newer protocol", "GET /v1/tasks HTTP/9.9\r\nHost: h\r\n\r\n", 505, "bad-request"),
                Arguments.of("half an escape", "GET /v1/tasks/%f HTTP/1.1\r\nHost: h\r\n\r\n", 400, "bad-request"),
                Arguments.of("a zero byte", "GET /v1/tasks/\0 HTTP/1.1\r\nHost: h\r\n\r\n", 400, "bad-request"),
                Arguments.of(
                        "an escaped zero byte", "GET /v1/tasks/a%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400, "bad-request"),
                Arguments.of(
                        "an escaped zero byte in a parameter",
                        "GET /v1/tasks?agent=%00 HTTP/1.1\r\nHost: h\r\n\r\n",
                        422,
                        "invalid-request"),
                Arguments.of(
                        "an escaped zero byte in a label",
                        "GET /v1/tasks?label=a:%00 HTTP/1.1\r\nHost: h\r\n\r\n",
                        422,
                        "invalid-request"),
                Arguments.of(
                        "bytes that are no text in a parameter",
                        "GET /v1/tasks?label=a:%ff HTTP/1.1\r\nHost: h\r\n\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "half an escape in a parameter",
                        "GET /v1/tasks?label=a:%f HTTP/1.1\r\nHost: h\r\n\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "two lengths",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\n" + json
                                + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                        400,
                        "bad-request"),
                Arguments.of(
                        "a negative length",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\n" + json + "Content-Length: -1\r\n\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "an endless length",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\n" + json + "Content-Length: " + "9".repeat(30)
                                + "\r\n\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "a huge length",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\n" + json + "Content-Length: 9000000000000000000\r\n\r\n",
                        413,
                        "body-too-large"),
                Arguments.of(
                        "a length and chunks",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\n" + json
                                + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                        400,
                        "malformed-json"),
                Arguments.of(
                        "chunks that are none",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\n" + json
                                + "Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
                        400,
                        "bad-request"),
                Arguments.of(
                        "an unknown transfer",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\n" + json + "Transfer-Encoding: bogus\r\n\r\n",
                        501,
                        "bad-request"),
                Arguments.of(
                        "no type",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "unsupported-media-type"),
                Arguments.of(
                        "another type",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Type: text/xml\r\n\r\n{}",
                        415,
                        "unsupported-media-type"),
                Arguments.of(
                        "a type that is none",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Type: ;;;\r\n\r\n{}",
                        415,
                        "unsupported-media-type"),
                Arguments.of(
                        "another charset",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Type: application/json;charset=utf-16\r\n\r\n{}",
                        415,
                        "unsupported-media-type"),
                Arguments.of(
                        "a charset that is none",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Type: application/json;charset=\"\r\n\r\n{}",
                        415,
                        "unsupported-media-type"),
                Arguments.of(
                        "a compressed body",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n" + json
                                + "Content-Encoding: gzip\r\n\r\n{}",
                        415,
                        "unsupported-media-type"),
                Arguments.of(
                        "a key that is no text",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 16\r\n" + json
                                + "Idempotency-Key: \u00ff\u00fe\r\n\r\n{\"agent\":\"echo\"}",
                        422,
                        "invalid-request"),
                Arguments.of(
                        "an expectation of its own",
                        "POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n" + json
                                + "Expect: miracles\r\n\r\n{}",
                        417,
                        "bad-request"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void refusesAHead(String what, String head, int status, String problem) throws IOException {
        try (RawHttp caller = connect()) {
            RawHttp.Answer answer = caller.send(head.getBytes(ISO_8859_1)).answer();

            assertThat(answer.status() + " " + answer.problem()).isEqualTo(status + " " + problem);
        }
    }

    @Test
    void saysThatABodyIsCutShort() throws IOException {
        try (RawHttp caller = connect()) {
            RawHttp.Answer answer = caller.send(RawHttp.head("/v1/tasks", 1000))
                    .send("{\"agent\":\"echo\"")
                    .sendNoMore()
                    .answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("bad-request");
        }
    }

    @Test
    void whoAsksBeforeSendingIsRefusedAtOnce() throws IOException {
        try (RawHttp caller = connect()) {
            long begun = System.nanoTime();
            RawHttp.Answer answer = caller.send(RawHttp.head("/v1/tasks", 20_000_000, "Expect: 100-continue"))
                    .answer();

            assertThat(answer.problem()).isEqualTo("body-too-large");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(gateway.port("local.server.port"));
    }

    private static boolean isServed(RawHttp connection) throws IOException {
        return connection
                        .send("GET /v1/agents/echo HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .answer()
                        .status()
                == 200;
    }

    private static String submission(String field, String value) {
        return "{\"agent\":\"echo\",\"" + field + "\":" + value + "}";
    }
}
