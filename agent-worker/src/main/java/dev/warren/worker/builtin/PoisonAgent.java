package dev.warren.worker.builtin;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the worker that runs it, as a task does that exhausts the memory or crashes a native library, so that a deployment
 * can be shown to survive it. Hosted only where the configuration names it.
 */
class PoisonAgent implements Agent {

    private static final Logger log = LoggerFactory.getLogger(PoisonAgent.class);

    /** As of a process that was killed by signal 9. */
    private static final int EXIT_CODE = 137;

    private static final String INPUT_SCHEMA = """
            {
              "type": "object",
              "properties": {
                "times": {"type": "integer", "minimum": 0, "maximum": 100,
                  "description": "Attempts that kill their worker before one succeeds; all of them where it is absent."}
              },
              "additionalProperties": false
            }
            """;

    @Override
    public AgentDescription description() {
        return AgentDescription.named("poison")
                .withDescription("Kills the worker that runs it, to try out how a deployment survives that.")
                .withCapabilities("poison")
                .withInputSchema(INPUT_SCHEMA)
                .withOutputSchema("true");
    }

    @Override
    public Outcome run(AgentContext context) {
        PoisonInput poison = context.input(PoisonInput.class);
        if (context.attempt() <= poison.times()) {
            log.error("Kills this worker, as the input of task {} asks", context.taskId());
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        return Outcome.completed(Map.of("attempt", context.attempt()));
    }
}
