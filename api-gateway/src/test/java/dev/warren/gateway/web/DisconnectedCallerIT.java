package dev.warren.gateway.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DisconnectedCallerIT {

    @AutoClose
    private final RunningGateway gateway =
            RunningGateway.start("--logging.level.dev.warren.gateway.web.ProblemAdvice=debug");

    @Test
    void aCallerThatResetsItsConnectionIsNoErrorOfTheGateway(CapturedOutput output) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port("local.server.port"))) {
            socket.setSoLinger(true, 0); // closing sends a reset
            socket.getOutputStream().write("""
                            POST /v1/tasks HTTP/1.1\r
                            Host: localhost\r
                            Content-Type: application/json\r
                            Content-Length: 1000\r
                            \r
                            {"agent":"echo","input":""".getBytes(US_ASCII));
            socket.getOutputStream().flush();
        }

        await().until(() -> output.getOut().contains("A caller went away before its answer"));
        assertThat(output).doesNotContain("A request failed");
    }
}
