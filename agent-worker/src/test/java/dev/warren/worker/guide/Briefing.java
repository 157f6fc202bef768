package dev.warren.worker.guide;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import org.springframework.stereotype.Component;

@Component
class Briefing implements Agent {

    record Request(String topic) {}

    record Brief(String topic, String text) {}

    private final Library library;

    Briefing(Library library) {
        this.library = library;
    }

    @Override
    public AgentDescription description() {
        return AgentDescription.named("briefing")
                .withVersion("1.2")
                .withDescription("Writes a short briefing on a topic.")
                .withCapabilities("write")
                .withInputSchema("""
                        {"type": "object", "required": ["topic"], "properties": {"topic": {"type": "string"}}}""")
                .withOutputSchema("""
                        {"type": "object", "required": ["topic", "text"]}""")
                .withTimeout(Duration.ofMinutes(5))
                .withConcurrency(20);
    }

    @Override
    public Outcome run(AgentContext context) throws Exception {
        String topic = context.input(Request.class).topic();
        String source = context.step("look-up", String.class, () -> library.find(topic));
        context.progress(0.5, "the source is read");
        return source.isEmpty()
                ? Outcome.failed("NO_SOURCE", "The library has nothing on " + topic)
                : Outcome.completed(new Brief(topic, source));
    }
}
