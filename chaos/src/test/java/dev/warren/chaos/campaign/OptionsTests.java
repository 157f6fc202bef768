package dev.warren.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.local.cluster.Misuse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTests {

    @Test
    void seedAndMinutesAreEnough() {
        Options options = parse("--seed", "7", "--minutes=30");

        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.minutes()).isEqualTo(30);
        assertThat(options.rate()).isEqualTo(200);
        assertThat(options.broker()).isEmpty();
        assertThat(options.only()).isEmpty();
        assertThat(options.without()).isNull();
        assertThat(options.directory()).isEqualTo(Path.of("/project/.warren/chaos"));
    }

    @Test
    void everythingCanBeSaid(@TempDir Path tree) {
        Options options = parse(
                "--seed",
                "-1",
                "--minutes",
                "2",
                "--rate",
                "50",
                "--broker",
                tree.toString(),
                "--without",
                "fencing",
                "--only",
                "kill-worker, amqp-cut");

        assertThat(options.rate()).isEqualTo(50);
        assertThat(options.only()).containsExactly("amqp-cut", "kill-worker");
        assertThat(options.broker()).isEqualTo(tree.toString());
        assertThat(options.without()).isEqualTo(Sabotage.FENCING);
    }

    @Test
    void theTreeOfTheEnvironmentIsTakenUnlessPackagesAreAskedFor(@TempDir Path tree) {
        Map<String, String> environment = Map.of("WARREN_RABBITMQ_ROOT", tree.toString());

        assertThat(Options.parse(new String[] {"--seed", "1", "--minutes", "1"}, environment)
                        .broker())
                .isEqualTo(tree.toString());
        assertThat(Options.parse(new String[] {"--seed", "1", "--minutes", "1", "--broker", "packages"}, environment)
                        .broker())
                .isEmpty();
    }

    @Test
    void aSlipOfThePenIsExplained() {
        assertThatThrownBy(() -> parse("--minutes", "2")).hasMessageContaining("--seed is missing");
        assertThatThrownBy(() -> parse("--seed", "x", "--minutes", "2"))
                .hasMessage("--seed must be a whole number, not 'x'.");
        assertThatThrownBy(() -> parse("--seed", "1", "--minutes", "0"))
                .hasMessage("--minutes must be a number from 1 to 1440, not '0'.");
        assertThatThrownBy(() -> parse("--seed", "1", "--minutes", "2", "--without", "luck"))
                .hasMessage("--without must be one of fencing, sweeper, not 'luck'.");
        assertThatThrownBy(() -> parse("--seed", "1", "--minutes", "2", "--broker", "/no/such"))
                .hasMessageContaining("'/no/such' is no directory");
        assertThatThrownBy(() -> parse("--seed", "1", "--minutes", "2", "--only", "kill-worker,rain"))
                .hasMessageStartingWith("--only knows no fault 'rain'. There are: amqp-bandwidth, amqp-black-hole,");
        assertThatThrownBy(() -> parse("--seed", "1", "--seed", "2")).hasMessage("--seed is given twice.");
        assertThatThrownBy(() -> parse("--seed")).hasMessage("--seed needs a value.");
        assertThatThrownBy(() -> parse("--speed", "1")).hasMessageContaining("unknown option '--speed'");
    }

    @Test
    void aDirectoryAloneAsksForAnotherCheck() {
        String[] arguments = {"--check=/kept", "--broker", "packages"};

        assertThat(CheckOptions.areMeantBy(arguments)).isTrue();
        assertThat(CheckOptions.parse(arguments, Map.of())).isEqualTo(new CheckOptions(Path.of("/kept"), ""));
        assertThat(CheckOptions.areMeantBy(new String[] {"--seed", "1"})).isFalse();
        assertThatThrownBy(() -> CheckOptions.parse(new String[] {"--check", "/kept", "--seed", "1"}, Map.of()))
                .hasMessage("unknown option '--seed' of chaos. There are: --broker, --check.");
    }

    @Test
    void whereNothingWasKeptNothingCanBeChecked(@TempDir Path empty) throws IOException {
        assertThatThrownBy(() -> RunDirectory.reopen(empty))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining("holds no campaign to check");

        Files.createDirectories(empty.resolve("servers"));
        Files.writeString(empty.resolve("report.json"), "{}");
        RunDirectory.reopen(empty).close();
        RunDirectory.open(empty).close();

        assertThatThrownBy(() -> RunDirectory.reopen(empty))
                .as("a campaign that did not come to its end has no report, not that of the one before")
                .isInstanceOf(Misuse.class);
    }

    private static Options parse(String... arguments) {
        return Options.parse(arguments, Map.of("WARREN_PROJECT", "/project"));
    }
}
