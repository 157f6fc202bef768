package dev.warren.example.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordCountTests {

    private final WordCount agent = new WordCount();

    @Test
    void countsWords() {
        assertThat(agent.run(AgentContext.of(Map.of("text", " one\ttwo  three\n"))))
                .isEqualTo(Outcome.completed(Map.of("words", 3)));
    }

    @Test
    void refusesATextWithoutWords() {
        assertThat(agent.run(AgentContext.of(Map.of("text", " "))))
                .isEqualTo(Outcome.failed("NO_WORDS", "The text has no words"));
    }
}
