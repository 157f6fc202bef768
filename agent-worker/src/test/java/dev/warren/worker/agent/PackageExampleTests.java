package dev.warren.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the agent that the package's documentation shows. */
class PackageExampleTests {

    static class WordCount implements Agent {

        record Text(String text) {}

        @Override
        public AgentDescription description() {
            return AgentDescription.named("word-count")
                    .withVersion("1.0")
                    .withDescription("Counts the words of a text.")
                    .withCapabilities("count")
                    .withTimeout(Duration.ofSeconds(30));
        }

        @Override
        public Outcome run(AgentContext context) {
            String text = context.input(Text.class).text();
            return text.isBlank()
                    ? Outcome.failed("NO_WORDS", "The text has no words")
                    : Outcome.completed(Map.of("words", text.split("\\s+").length));
        }
    }

    @Test
    void countsWords() {
        assertThat(new WordCount().run(AgentContext.of(Map.of("text", "a b"))))
                .isEqualTo(Outcome.completed(Map.of("words", 2)));
        assertThat(new WordCount().run(AgentContext.of(Map.of("text", " "))))
                .isEqualTo(Outcome.failed("NO_WORDS", "The text has no words"));
        assertThat(new WordCount().description().name()).isEqualTo("word-count");
    }
}
