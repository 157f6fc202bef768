package dev.warren.gateway.web;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RawHttp;
import dev.warren.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class SlowBodyIT {

    private static final int ANNOUNCED = 1_000_000;

    private final ScheduledExecutorService drips = Executors.newScheduledThreadPool(1);
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start("--warren.requests.body-grace=2s", "--server.tomcat.connection-timeout=3s");
        gateway.register(RunningGateway.ECHO);
    }

    @AfterAll
    void stop() {
        drips.shutdownNow();
        gateway.close();
    }

    @Test
    void aBodyThatDripsIsRefusedAndItsConnectionEnds() throws IOException {
        try (RawHttp caller = connect()) {
            caller.send(RawHttp.head("/v1/tasks", ANNOUNCED));
            drip(caller);

            RawHttp.Answer answer = caller.answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.problem()).isEqualTo("body-too-slow");
            assertThat(caller.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatDripsInChunksIsRefusedToo() throws IOException {
        try (RawHttp caller = connect()) {
            caller.send("POST /v1/tasks/batch HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n");
            drip(caller);

            assertThat(caller.answer().problem()).isEqualTo("body-too-slow");
            assertThat(caller.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatNeverComesIsRefused() throws IOException {
        try (RawHttp caller = connect()) {
            RawHttp.Answer answer =
                    caller.send(RawHttp.head("/v1/tasks", ANNOUNCED)).answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.problem()).isEqualTo("body-too-slow");
            assertThat(caller.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatNobodyWantsMayNotDripEither() throws IOException {
        try (RawHttp caller = connect()) {
            caller.send("POST /v1/tasks HTTP/1.1\r\nHost: h\r\nContent-Type: text/xml\r\nContent-Length: " + ANNOUNCED
                    + "\r\n\r\n");
            drip(caller);

            assertThat(caller.answer().problem()).isEqualTo("unsupported-media-type");
            assertThat(caller.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyOfACallThatReadsNoneMayNotDripEither() throws IOException {
        try (RawHttp caller = connect()) {
            caller.send("POST /v1/tasks/x:cancel HTTP/1.1\r\nHost: h\r\nContent-Length: " + ANNOUNCED + "\r\n\r\n");
            drip(caller);

            assertThat(caller.answer().problem()).isEqualTo("task-not-found");
            assertThat(caller.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyThatComesInPiecesInTimeIsTaken() throws IOException {
        byte[] body = "{\"agent\":\"echo\"}".getBytes();
        try (RawHttp caller = connect()) {
            caller.send(RawHttp.head("/v1/tasks", body.length));
            for (byte one : body) {
                caller.send(new byte[] {one});
            }

            assertThat(caller.answer().status()).isEqualTo(202);
        }
    }

    @Test
    void manyWhoSendSlowlyStopNobodyElse() throws IOException {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                RawHttp caller = connect();
                slow.add(caller.send(RawHttp.head("/v1/tasks/batch", ANNOUNCED)).send("{"));
            }

            assertThat(gateway.post("/v1/tasks", "{\"agent\":\"echo\"}").status())
                    .isEqualTo(202);
            for (RawHttp caller : slow) {
                assertThat(caller.answer().status()).isEqualTo(408);
            }
        } finally {
            for (RawHttp caller : slow) {
                caller.close();
            }
        }
    }

    private void drip(RawHttp caller) {
        drips.scheduleWithFixedDelay(
                () -> {
                    try {
                        caller.send(" ");
                    } catch (IOException e) {
                        throw new IllegalStateException("the connection has ended", e);
                    }
                },
                0,
                100,
                MILLISECONDS);
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(gateway.port("local.server.port"));
    }
}
