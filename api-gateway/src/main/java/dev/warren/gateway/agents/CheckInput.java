package dev.warren.gateway.agents;

import dev.warren.gateway.problem.InvalidField;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.schema.JsonSchema;
import dev.warren.gateway.schema.UnreadableSchema;
import dev.warren.store.agent.RegisteredAgent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Checks inputs against the schemas of their agents, each of which is compiled once. An agent without a schema takes
 * any input, and so does one whose schema cannot be read: that is its author's to mend, and not its callers' fault.
 */
@Component
public final class CheckInput {

    private static final Logger log = LoggerFactory.getLogger(CheckInput.class);
    private static final String INPUT = "input";

    private final Map<String, Compiled> byAgent = new ConcurrentHashMap<>();

    /** @param schema absent where the text cannot be read, or takes any input */
    private record Compiled(String text, @Nullable JsonSchema schema) {}

    /** @throws Problem naming what of {@code input}, a JSON text, breaks the schema */
    public void check(RegisteredAgent agent, String input) {
        String text = agent.inputSchema();
        if (text == null) {
            return;
        }
        JsonSchema schema = compiled(agent, text).schema();
        if (schema == null) {
            return;
        }
        List<InvalidField> violations = schema.violations(INPUT, input);
        if (!violations.isEmpty()) {
            throw Problem.of(ProblemType.SCHEMA_VIOLATION, violations);
        }
    }

    /** The text decides, for a Java agent may change its schema without changing its version. */
    private Compiled compiled(RegisteredAgent agent, String text) {
        Compiled known = byAgent.get(agent.name());
        if (known != null && known.text().equals(text)) {
            return known;
        }
        return byAgent.compute(
                agent.name(),
                (name, other) -> other != null && other.text().equals(text) ? other : compile(agent, text));
    }

    private static Compiled compile(RegisteredAgent agent, String text) {
        try {
            JsonSchema schema = JsonSchema.of(text);
            return new Compiled(text, schema.takesAnything() ? null : schema);
        } catch (UnreadableSchema e) {
            log.warn(
                    "The input schema of agent {} in version {} cannot be read, so its inputs go unchecked: {}",
                    agent.name(),
                    agent.version(),
                    e.getMessage());
            return new Compiled(text, null);
        }
    }
}
