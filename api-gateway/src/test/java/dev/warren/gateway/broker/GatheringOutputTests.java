package dev.warren.gateway.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheringOutputTests {

    private final List<String> writes = new ArrayList<>();
    private final GatheringOutput output = new GatheringOutput(new OutputStream() {
        @Override
        public void write(int one) {
            throw new AssertionError("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            writes.add(new String(bytes, from, length, US_ASCII));
        }
    });

    @Test
    void writesAtOnceWhatNobodyGathers() throws IOException {
        send("a");
        send("b");

        assertThat(writes).containsExactly("a", "b");
    }

    @Test
    void writesTogetherWhatWasGathered() throws IOException {
        output.begin();
        send("a");
        send("b");
        assertThat(writes).isEmpty();

        output.end();
        send("c");

        assertThat(writes).containsExactly("ab", "c");
    }

    @Test
    void keepsNoMoreThanIsWorthIt() throws IOException {
        output.begin();
        send("x".repeat(70_000));

        assertThat(writes).hasSize(1);
        output.end();
        assertThat(writes).hasSize(1);
    }

    @Test
    void sendsNothingTwiceWhereTheConnectionBreaks() throws IOException {
        var network = new BreaksOnce();
        var breaking = new GatheringOutput(network);
        breaking.begin();
        breaking.write("a".getBytes(US_ASCII));
        assertThatIOException().isThrownBy(breaking::end);

        breaking.end();

        assertThat(network.tried).containsExactly("a");
    }

    private static final class BreaksOnce extends OutputStream {
        private final List<String> tried = new ArrayList<>();

        @Override
        public void write(int one) {
            throw new AssertionError("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            tried.add(new String(bytes, from, length, US_ASCII));
            if (tried.size() == 1) {
                throw new IOException("reset");
            }
        }
    }

    private void send(String text) throws IOException {
        output.write(text.getBytes(US_ASCII));
        output.flush();
    }
}
