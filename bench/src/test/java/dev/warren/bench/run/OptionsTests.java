package dev.warren.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.bench.peer.Peer;
import dev.warren.bench.peer.Peers;
import dev.warren.bench.scenario.Effort;
import dev.warren.bench.scenario.Scenario;
import dev.warren.bench.scenario.Scenarios;
import dev.warren.local.cluster.Misuse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTests {

    @Test
    void nothingNeedBeSaid() {
        Options options = parse();

        assertThat(options.scenarios()).isEqualTo(Scenarios.all());
        assertThat(options.peers()).isEmpty();
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.effort()).isEqualTo(new Effort(60, 1));
        assertThat(options.broker()).isEmpty();
        assertThat(options.directory()).isEqualTo(Path.of("/project/.warren/bench"));
        assertThat(options.output()).isEqualTo(Path.of("/project/.warren/bench/result.json"));
    }

    @Test
    void scenariosArePlayedInTheirOwnOrder() {
        Options options = parse("--scenario", "posts, idle", "--rounds=1", "--seconds", "2", "--scale", "0.001");

        assertThat(options.scenarios()).extracting(Scenario::name).containsExactly("idle", "posts");
        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.effort()).isEqualTo(new Effort(2, 0.001));
    }

    @Test
    void peersArePlayedInTheirOwnOrder() {
        assertThat(parse("--peers", "jobrunr,celery").peers())
                .extracting(Peer::name)
                .containsExactly("celery", "jobrunr");
        assertThat(parse("--peers=all").peers()).isEqualTo(Peers.all());
    }

    @Test
    void peersCanBeMeasuredWithoutScenarios() {
        assertThat(parse("--scenario", "none", "--peers", "db-scheduler").scenarios())
                .isEmpty();
        assertThatThrownBy(() -> parse("--scenario", "none"))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining("--peers");
    }

    @Test
    void theResultLiesInTheDirectoryUnlessItIsWantedElsewhere() {
        assertThat(parse("--directory", "/tmp/b").output()).isEqualTo(Path.of("/tmp/b/result.json"));
        assertThat(parse("--output", "/tmp/other.json").output()).isEqualTo(Path.of("/tmp/other.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "--scenario, post, posts",
        "--peers, rabbit, db-scheduler",
        "--rounds, 0, from 1 to 100",
        "--rounds, many, from 1 to 100",
        "--seconds, 2.5, whole number",
        "--scale, 0, above 0",
        "--scale, NaN, above 0",
        "--broker, /no/such/tree, is no directory",
        "--speed, 1, --seconds",
    })
    void refusesWhatMeansNothingAndSaysWhatWould(String option, String value, String hint) {
        assertThatThrownBy(() -> parse(option, value))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining(hint);
    }

    private static Options parse(String... arguments) {
        return Options.parse(arguments, Map.of("WARREN_PROJECT", "/project"));
    }
}
