package dev.warren.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.warren.chaos.journal.Behaviour;
import dev.warren.chaos.journal.TaskSpec;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DrawSubmissionsTests {

    @Test
    void drawsTheSameForTheSameSeed() {
        assertThat(said(draw(7, 1_000))).isEqualTo(said(draw(7, 1_000))).isNotEqualTo(said(draw(8, 1_000)));
    }

    @Test
    void keepsToTheRate() {
        List<Submission> drawn = draw(7, 10_000);

        long tasks = drawn.stream().mapToLong(each -> each.specs().size()).sum();
        double seconds = drawn.getLast().at().toMillis() / 1e3;

        assertThat(tasks / seconds).isCloseTo(200, within(1.0));
    }

    @Test
    void mixesWhatTheCampaignAsksFor() {
        List<Submission> drawn = draw(7, 50_000);

        assertThat(share(drawn, spec -> spec.run() <= 50)).isCloseTo(0.80, within(0.02));
        assertThat(share(drawn, spec -> spec.run() >= 10_000)).isCloseTo(0.01, within(0.003));
        assertThat(share(drawn, spec -> spec.bad() > 0)).isCloseTo(0.05, within(0.005));
        assertThat(share(drawn, spec -> spec.behaviour() == Behaviour.FAIL)).isCloseTo(0.01, within(0.002));
        assertThat(share(drawn, spec -> spec.ttl() > 0)).isCloseTo(0.005, within(0.002));
        assertThat(drawn.stream().filter(each -> each.cancelAfter() != null).count() / 50_000.0)
                .isCloseTo(0.02, within(0.003));
        assertThat(drawn.stream().filter(each -> each.duplicateAfter() != null).count() / 50_000.0)
                .isCloseTo(0.03, within(0.003));
    }

    @Test
    void writesBodiesThatAreJson() {
        Submission batch =
                draw(7, 10_000).stream().filter(Submission::isBatch).findFirst().orElseThrow();

        JsonNode tasks = JsonMapper.shared().readTree(WriteBody.of(batch)).get("tasks");

        assertThat(tasks.size()).isEqualTo(batch.specs().size());
        assertThat(tasks.get(1).at("/labels/intent").asString()).isEqualTo(batch.number() + ".1");
        assertThat(tasks.get(1).at("/input/run").asInt())
                .isEqualTo(batch.specs().get(1).run());
        assertThat(WriteBody.another(batch)).isNotEqualTo(WriteBody.of(batch));
    }

    private static List<Submission> draw(long seed, int count) {
        var draw = new DrawSubmissions(seed, 200, 1_000);
        return Stream.generate(draw::next).limit(count).toList();
    }

    private static List<String> said(List<Submission> drawn) {
        return drawn.stream()
                .map(each -> each.at() + WriteBody.of(each) + each.cancelAfter() + each.duplicateAfter())
                .toList();
    }

    private static double share(List<Submission> drawn, Predicate<TaskSpec> what) {
        return drawn.stream()
                        .flatMap(each -> each.specs().stream())
                        .filter(what)
                        .count()
                / (double) drawn.stream().mapToLong(each -> each.specs().size()).sum();
    }
}
