package dev.warren.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.bench.peer.Peer;
import dev.warren.bench.peer.Peers;
import dev.warren.bench.scenario.Figure;
import dev.warren.bench.scenario.Round;
import dev.warren.bench.scenario.Scenario;
import dev.warren.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PeerResultTests {

    private static final Peer JOBRUNR = peer("jobrunr");
    private static final Scenario POSTS = scenario("posts");

    private final Results results = new Results();

    @Test
    void comparesWithThePostsOfTheSameRun() {
        results.add(ScenarioResult.of(
                scenario("batches"), rounds(scenario("batches").figures(), 30_000)));
        results.add(ScenarioResult.of(POSTS, rounds(POSTS.figures(), 9_000, 10_000, 12_000)));
        results.add(PeerResult.of(JOBRUNR, "8", rounds(JOBRUNR.figures(), 1_000, 2_000, 1_500)));

        assertThat(ratios()).singleElement().satisfies(ratio -> {
            assertThat(ratio.median()).isEqualTo(10_000 / 1_500.0);
            assertThat(ratio.min()).isEqualTo(9_000 / 2_000.0);
            assertThat(ratio.max()).isEqualTo(12_000 / 1_000.0);
        });
        assertThat(WriteTable.of(results)).containsPattern("posts ratio +6.67 \\(4.50 .. 12\\) +x +≥ 3 +met");
    }

    @Test
    void comparesWithNothingWherePostsDidNotRunOrFailed() {
        results.add(ScenarioResult.failed(POSTS, rounds(POSTS.figures(), 9_000), "lost"));
        results.add(PeerResult.of(JOBRUNR, "8", rounds(JOBRUNR.figures(), 1_000)));

        assertThat(ratios()).isEmpty();
    }

    @Test
    void aPeerThatFailedHasATextInsteadOfFigures(@TempDir Path directory) throws IOException {
        results.add(ScenarioResult.of(POSTS, rounds(POSTS.figures(), 9_000)));
        results.add(PeerResult.failed(peer("celery"), "apt-get install python3-celery"));
        Path file = directory.resolve("result.json");
        WriteJson.to(file, new Conditions(Instant.EPOCH, Instant.EPOCH, "", Map.of(), Map.of()), results);

        JsonNode celery = JsonMapper.shared()
                .readTree(Files.readString(file))
                .path("peers")
                .path(0);
        assertThat(celery.path("error").asString()).isEqualTo("apt-get install python3-celery");
        assertThat(celery.path("figures").size()).isZero();
        assertThat(WriteTable.of(results)).contains("FAILED: apt-get install python3-celery");
        assertThat(results.areComplete()).isFalse();
    }

    private List<Summary> ratios() {
        return results.peers().stream()
                .flatMap(peer -> results.summariesOf(peer).stream())
                .filter(summary -> summary.figure().name().equals("posts ratio"))
                .toList();
    }

    /** One round for each rate of completed tasks; every other figure is 1. */
    private static List<Round> rounds(List<Figure> figures, double... completed) {
        return Arrays.stream(completed)
                .mapToObj(rate -> {
                    var round = new Round();
                    figures.forEach(
                            figure -> round.put(figure.name(), figure.name().equals("completed") ? rate : 1));
                    return round;
                })
                .toList();
    }

    private static Peer peer(String name) {
        return Peers.all().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Scenario scenario(String name) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
