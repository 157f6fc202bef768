package dev.warren.example.wordcount;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts the words of a text. */
@Component
class WordCount implements Agent {

    record Text(String text) {}

    @Override
    public AgentDescription description() {
        return AgentDescription.named("word-count")
                .withDescription("Counts the words of a text.")
                .withCapabilities("count");
    }

    @Override
    public Outcome run(AgentContext context) {
        String text = context.input(Text.class).text().strip();
        return text.isEmpty()
                ? Outcome.failed("NO_WORDS", "The text has no words")
                : Outcome.completed(Map.of("words", text.split("\\s+").length));
    }
}
