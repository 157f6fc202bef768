package dev.warren.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseReaderTests {

    private static final String WITH_LENGTH = """
            HTTP/1.1 202\s
            Location: /v1/tasks/1
            content-LENGTH:  11
            Date: Fri, 27 Nov 2026 23:00:00 GMT

            {"a":"a a"}""".replace("\n", "\r\n");

    private static final String IN_CHUNKS = """
            HTTP/1.1 200 OK
            Transfer-Encoding: chunked
            Connection: close

            5
            {"a":
            6;name=value
            "a a"}
            0

            """.replace("\n", "\r\n");

    private final ResponseReader reader = new ResponseReader();

    @BeforeEach
    void begin() {
        reader.next(true);
    }

    @Test
    void readsALengthAndTheBodyAfterIt() throws IOException {
        assertThat(reader.read(bytes(WITH_LENGTH))).isTrue();

        assertThat(reader.status()).isEqualTo(202);
        assertThat(reader.closes()).isFalse();
        assertThat(reader.occurrences("a".getBytes(US_ASCII))).isEqualTo(3);
    }

    @Test
    void readsChunks() throws IOException {
        assertThat(reader.read(bytes(IN_CHUNKS))).isTrue();

        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.closes()).isTrue();
        assertThat(reader.occurrences("\"a a\"}".getBytes(US_ASCII))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("responses")
    void takesPiecesOfAnySize(String response) throws IOException {
        for (int i = 0; i < response.length(); i++) {
            assertThat(reader.read(bytes(response.substring(i, i + 1)))).isEqualTo(i == response.length() - 1);
        }
        assertThat(reader.occurrences("{\"a\":\"a a\"}".getBytes(US_ASCII))).isEqualTo(1);
    }

    private static List<String> responses() {
        return List.of(WITH_LENGTH, IN_CHUNKS);
    }

    @Test
    void leavesTheNextResponseWhereItIs() throws IOException {
        ByteBuffer two = bytes(WITH_LENGTH + IN_CHUNKS);

        assertThat(reader.read(two)).isTrue();
        assertThat(reader.status()).isEqualTo(202);
        reader.next(true);
        assertThat(reader.read(two)).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void passesOverAnInterimResponse() throws IOException {
        assertThat(reader.read(bytes("HTTP/1.1 100 Continue\r\n\r\n" + WITH_LENGTH)))
                .isTrue();

        assertThat(reader.status()).isEqualTo(202);
    }

    @Test
    void knowsResponsesWithoutABody() throws IOException {
        assertThat(reader.read(bytes("HTTP/1.1 204 No Content\r\n\r\n"))).isTrue();
        reader.next(true);
        assertThat(reader.read(bytes("HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n")))
                .isTrue();
        assertThat(reader.status()).isEqualTo(503);
    }

    @Test
    void refusesWhatIsNoResponse() {
        assertThatThrownBy(() -> reader.read(bytes("SSH-2.0-OpenSSH\r\n\r\n"))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesAResponseOfUnknownLength() {
        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 200 OK\r\nDate: today\r\n\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither length nor chunks");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
