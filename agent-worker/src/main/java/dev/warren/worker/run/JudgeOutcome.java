package dev.warren.worker.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warren.model.task.RetryPolicy;
import dev.warren.model.task.TaskDefaults;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns what an agent answered, or why it was stopped, into what the ledger is told. */
final class JudgeOutcome {

    private static final Logger log = LoggerFactory.getLogger(JudgeOutcome.class);
    private static final String TIMED_OUT = "TIMED_OUT";

    private final RandomGenerator random;

    /** @param random of the jitter; must bear many threads */
    JudgeOutcome(RandomGenerator random) {
        this.random = random;
    }

    AttemptResult outcome(Outcome outcome, ClaimedTask task, AgentDescription agent) {
        return switch (outcome) {
            case Outcome.Completed(JsonNode output, Usage usage) -> result(task, ending(output), usage);
            case Outcome.Failed(String code, String message, boolean retryable) -> {
                RetryPolicy policy = policy(task, agent);
                yield result(
                        task,
                        retryable && policy.retries(code)
                                ? new Ending.Retry(backOff(task, policy), new Problem(code, text(message)))
                                : new Ending.Failed(new Problem(code, text(message))),
                        Usage.NONE);
            }
            case Outcome.RetryAfter(Duration delay, String code, String message) ->
                result(
                        task,
                        policy(task, agent).retries(code)
                                ? new Ending.Retry(capped(delay), new Problem(code, text(message)))
                                : new Ending.Failed(new Problem(code, text(message))),
                        Usage.NONE);
            case Outcome.HandedOff handedOff -> throw new IllegalStateException("This worker cannot hand off yet");
            case Outcome.WaitsForInput waits -> throw new IllegalStateException("This worker cannot wait yet");
        };
    }

    AttemptResult stopped(Stop stop, ClaimedTask task, AgentDescription agent) {
        Ending ending = switch (stop) {
            case CANCELED -> new Ending.Canceled();
            case HANDED_BACK -> new Ending.Released();
            case TIMED_OUT -> timedOut(task, policy(task, agent));
            case DEAD -> throw new IllegalArgumentException("A dead incarnation has no results");
        };
        return result(task, ending, Usage.NONE);
    }

    private Ending timedOut(ClaimedTask task, RetryPolicy policy) {
        var problem = new Problem(TIMED_OUT, "the attempt ran longer than its timeout of " + task.timeout());
        return policy.retries(TIMED_OUT)
                ? new Ending.TimedOut(backOff(task, policy), problem)
                : new Ending.Failed(problem);
    }

    /** The agent's policy, and field by field what the task's submitter wants instead. */
    private static RetryPolicy policy(ClaimedTask task, AgentDescription agent) {
        String override = task.retry();
        if (override == null) {
            return agent.retry();
        }
        try {
            return agent.retry().overriddenBy(override);
        } catch (IllegalArgumentException e) {
            log.warn("The retry policy of task {} cannot be read, its agent's holds: {}", task.id(), e.getMessage());
            return agent.retry();
        }
    }

    private static Ending ending(JsonNode output) {
        byte[] json;
        try {
            json = TaskJson.write(output);
        } catch (JacksonException e) {
            return new Ending.Failed(
                    new Problem("OUTPUT_UNREADABLE", "the output is no JSON: " + e.getOriginalMessage()));
        } catch (StackOverflowError e) {
            return new Ending.Failed(new Problem("OUTPUT_UNREADABLE", "the output is nested too deeply"));
        }
        if (json.length > TaskDefaults.MAX_OUTPUT_BYTES) {
            return new Ending.Failed(new Problem(
                    "OUTPUT_TOO_LARGE",
                    "the output has " + json.length + " bytes, at most " + TaskDefaults.MAX_OUTPUT_BYTES
                            + " are kept"));
        }
        return new Ending.Completed(new String(json, UTF_8));
    }

    private Duration backOff(ClaimedTask task, RetryPolicy policy) {
        return capped(policy.delayAfter(task.failures() + 1, random));
    }

    private static Duration capped(Duration delay) {
        return delay.compareTo(TaskDefaults.LONGEST_DURATION) > 0 ? TaskDefaults.LONGEST_DURATION : delay;
    }

    /** An author may pass null where no annotation stops them. */
    private static String text(String message) {
        return String.valueOf((Object) message);
    }

    private static AttemptResult result(ClaimedTask task, Ending ending, Usage usage) {
        return new AttemptResult(task.id(), task.fence(), ending, usage.inputTokens(), usage.outputTokens());
    }
}
