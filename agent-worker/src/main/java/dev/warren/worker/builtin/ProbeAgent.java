package dev.warren.worker.builtin;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Behaves as its input says, so that a deployment can be tried out: slow, failing, or deaf to being stopped. */
class ProbeAgent implements Agent {

    private static final String INPUT_SCHEMA = """
            {
              "type": "object",
              "properties": {
                "runFor": {"type": "string", "format": "duration",
                  "description": "How long each attempt runs, PT0S to PT24H."},
                "failTimes": {"type": "integer", "minimum": 0, "maximum": 100,
                  "description": "Attempts that fail retryably before one succeeds."},
                "failWith": {"type": "string", "pattern": "^[A-Z][A-Z0-9_]{0,62}$",
                  "description": "Code of a failure for good."},
                "output": {"description": "What the successful attempt answers."},
                "ignoreInterrupt": {"type": "boolean",
                  "description": "Whether the attempt runs on although it was told to stop."}
              },
              "additionalProperties": false
            }
            """;

    @Override
    public AgentDescription description() {
        return AgentDescription.named("probe")
                .withDescription("Behaves as its input says, to try out a deployment.")
                .withCapabilities("probe")
                .withInputSchema(INPUT_SCHEMA)
                .withOutputSchema("true");
    }

    @Override
    public Outcome run(AgentContext context) throws InterruptedException {
        ProbeInput probe = context.input(ProbeInput.class);
        if (probe.ignoreInterrupt()) {
            runOn(probe.runFor());
        } else {
            Thread.sleep(probe.runFor());
        }
        if (context.attempt() <= probe.failTimes()) {
            return Outcome.retry(
                    "PROBE_FAILED",
                    "Attempt " + context.attempt() + " of " + probe.failTimes() + " that fail as the input asks");
        }
        if (probe.failWith() != null) {
            return Outcome.failed(probe.failWith(), "Failed for good as the input asks");
        }
        return Outcome.completed(probe.output() == null ? report(context, probe) : probe.output());
    }

    private static Map<String, Object> report(AgentContext context, ProbeInput probe) {
        return Map.of("attempt", context.attempt(), "ranFor", probe.runFor().toString());
    }

    /** As an agent that swallows interrupts would; the interrupt is kept for whoever looks afterwards. */
    private static void runOn(Duration runFor) {
        long end = System.nanoTime() + runFor.toNanos();
        boolean interrupted = false;
        for (long left = runFor.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
