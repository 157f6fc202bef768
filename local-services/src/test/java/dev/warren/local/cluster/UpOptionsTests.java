package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UpOptionsTests {

    @Test
    void startsOneGatewayOnPort8080AndTwoWorkersUnlessTold() {
        assertThat(options(Map.of())).isEqualTo(new UpOptions(2, 1, 8080));
    }

    @Test
    void takesThePortOfTheOptionBeforeThatOfTheEnvironment() {
        Map<String, String> environment = Map.of("WARREN_PORT", "9001");

        assertThat(options(environment).port()).isEqualTo(9001);
        assertThat(options(environment, "--port", "9002").port()).isEqualTo(9002);
    }

    @Test
    void putsFurtherGatewaysOnTheNextPorts() {
        assertThat(options(Map.of(), "--gateways", "3", "--port", "9000").gatewayPorts())
                .containsExactly(9000, 9001, 9002);
    }

    @Test
    void refusesWhatIsNoNumberOrOutOfRange() {
        assertRefused("--workers must be a number from 0 to 64, not 'two'.", Map.of(), "--workers", "two");
        assertRefused("--gateways must be a number from 1 to 16, not '0'.", Map.of(), "--gateways", "0");
        assertRefused("WARREN_PORT must be a number from 1 to 65535, not '80800'.", Map.of("WARREN_PORT", "80800"));
        assertRefused(
                "2 gateways from port 65535 on would need ports above 65535; choose a lower --port.",
                Map.of(),
                "--gateways",
                "2",
                "--port",
                "65535");
    }

    private static void assertRefused(String message, Map<String, String> environment, String... words) {
        assertThatExceptionOfType(Misuse.class)
                .isThrownBy(() -> options(environment, words))
                .withMessage(message);
    }

    private static UpOptions options(Map<String, String> environment, String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "up";
        System.arraycopy(words, 0, line, 1, words.length);
        return UpOptions.of(CommandLine.parse(line), environment);
    }
}
