package dev.warren.worker.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentHealth;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import dev.warren.worker.agent.WaitsForChildren;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Runs the guide's code, and holds the guide to it. */
class WriteAJavaAgentTests {

    private static final Path GUIDE = Path.of("..", "docs", "write-a-java-agent.md");
    private static final Path CODE = Path.of("src", "test", "java", "dev", "warren", "worker", "guide");

    private final Library library = new Library();
    private final Briefing briefing = new Briefing(library);

    @Test
    void showsNoCodeThatIsNotRun() throws IOException {
        String all;
        try (Stream<Path> files = Files.list(CODE)) {
            all = plain(String.join("\n", files.map(WriteAJavaAgentTests::read).toList()));
        }
        List<String> shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(read(GUIDE))
                .results()
                .map((MatchResult block) -> plain(block.group(1)))
                .toList();

        assertThat(shown)
                .hasSizeGreaterThan(6)
                .allSatisfy(block -> assertThat(all).contains(block));
    }

    @Test
    void looksUpOnceHoweverOftenItIsTried() throws Exception {
        var context = AgentContext.of(Map.of("topic", "owls"));

        Outcome first = briefing.run(context);
        Outcome second = briefing.run(context.withAttempt(2));

        assertThat(first).isEqualTo(Outcome.completed(new Briefing.Brief("owls", "Owls hunt at night.")));
        assertThat(second).isEqualTo(first);
        assertThat(library.searches).hasValue(1);
    }

    @Test
    void failsForGoodWhereThereIsNothing() throws Exception {
        assertThat(briefing.run(AgentContext.of(Map.of("topic", "newts"))))
                .isEqualTo(Outcome.failed("NO_SOURCE", "The library has nothing on newts"));
    }

    @Test
    void addsUpWhatTheStepsSay() throws Exception {
        var context = AgentContext.of(null);

        assertThat(Snippets.price(context, String::length, List.of("a", "bb"))).isEqualTo(Outcome.completed(3));
        assertThat(context.recorded().steps()).containsOnlyKeys("price-0", "price-1");
        assertThat(context.recorded().usage()).isEqualTo(new Usage(40, 6));
    }

    @Test
    void handsOffWithWhatItKnows() {
        assertThat(Snippets.triage(AgentContext.of("I want a refund")))
                .isInstanceOfSatisfying(Outcome.HandedOff.class, to -> {
                    assertThat(to.agent()).isEqualTo("refunds");
                    assertThat(to.conversation().variables().path("topic").asString())
                            .isEqualTo("refund");
                });
        assertThat(Snippets.triage(AgentContext.of("Hi"))).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void asksAHumanAndGoesOnWithTheAnswer() throws Exception {
        var context = AgentContext.of(null);

        Outcome asks = Snippets.publish(context);
        Outcome answered = Snippets.publish(context.withAttempt(2).withAnswer(true));

        assertThat(asks).isInstanceOf(Outcome.WaitsForInput.class);
        assertThat(answered).isEqualTo(Outcome.completed("Owls hunt at night."));
    }

    @Test
    void callsOtherAgents() {
        var context = AgentContext.of(null);
        List<String> topics = List.of("owls", "newts");

        assertThatExceptionOfType(WaitsForChildren.class).isThrownBy(() -> Snippets.compare(context, topics));
        var later = context.withAttempt(2)
                .withChildren(child -> child.name().equals("brief-owls")
                        ? ChildResult.completed(Map.of("text", "Owls hunt at night."))
                        : ChildResult.failed("NO_SOURCE", "none"));

        assertThat(Snippets.compare(later, topics))
                .isEqualTo(Outcome.completed(
                        JsonMapper.shared().valueToTree(List.of("Owls hunt at night.", "nothing: NO_SOURCE"))));
        assertThat(context.recorded().children()).hasSize(2);
    }

    @Test
    void isDownWhileTheLibraryIsClosed() {
        var agent = new Snippets.Careful(library) {
            @Override
            public Outcome run(AgentContext context) {
                return Outcome.completed(null);
            }
        };

        assertThat(agent.health()).isEqualTo(AgentHealth.up());
        library.open = false;
        assertThat(agent.health()).isEqualTo(AgentHealth.down("the library is closed"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String plain(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
