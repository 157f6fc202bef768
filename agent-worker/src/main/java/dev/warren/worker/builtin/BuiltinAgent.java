package dev.warren.worker.builtin;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.builtin.summary.SummarizerAgent;
import java.util.Locale;
import java.util.function.Supplier;

/** The agents that come with the worker, by the names that configuration calls them. */
enum BuiltinAgent {
    ECHO(EchoAgent::new),
    SUMMARIZER(SummarizerAgent::new),
    PROBE(ProbeAgent::new),
    /** Not hosted unless it is asked for: it kills its worker. */
    POISON(PoisonAgent::new);

    private final Supplier<Agent> maker;

    BuiltinAgent(Supplier<Agent> maker) {
        this.maker = maker;
    }

    Agent make() {
        return maker.get();
    }

    String beanName() {
        return name().toLowerCase(Locale.ROOT) + "Agent";
    }
}
