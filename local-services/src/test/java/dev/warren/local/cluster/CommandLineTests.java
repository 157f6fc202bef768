package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTests {

    @Test
    void readsVerbAndOptionsInBothForms() {
        CommandLine line = parse("up", "--workers", "3", "--port=9000");

        assertThat(line.verb()).isEqualTo(CommandLine.Verb.UP);
        assertThat(line.options()).containsExactlyInAnyOrderEntriesOf(Map.of("--workers", "3", "--port", "9000"));
    }

    @Test
    void takesTheNameOfALog() {
        assertThat(parse("logs", "worker-1").name()).isEqualTo("worker-1");
        assertThat(parse("logs").name()).isNull();
    }

    @Test
    void refusesAnUnknownVerbAndNamesTheKnownOnes() {
        assertRefused("unknown command 'start'. There are: up, down, status, logs.", "start");
        assertRefused("say what to do: up, down, status, logs.");
    }

    @Test
    void refusesAnUnknownOptionAndNamesTheKnownOnes() {
        assertRefused(
                "unknown option '--prot' of up. There are: --workers, --gateways, --port, --directory.",
                "up",
                "--prot",
                "1");
        assertRefused("unknown option '--workers' of down. There are: --directory.", "down", "--workers", "1");
    }

    @Test
    void refusesAnOptionWithoutValueOrGivenTwice() {
        assertRefused("--port needs a value.", "up", "--port");
        assertRefused("--port is given twice.", "up", "--port", "1", "--port=2");
    }

    @Test
    void refusesWordsThatMeanNothing() {
        assertRefused("up does not know what to do with 'now'.", "up", "now");
        assertRefused("logs does not know what to do with 'b'.", "logs", "a", "b");
    }

    private static void assertRefused(String message, String... words) {
        assertThatExceptionOfType(Misuse.class).isThrownBy(() -> parse(words)).withMessage(message);
    }

    private static CommandLine parse(String... words) {
        return CommandLine.parse(words);
    }
}
