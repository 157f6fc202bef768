package dev.warren.worker.run;

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
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what an agent answered, or why it was stopped, into what the ledger is told. */
final class JudgeOutcome {

    private static final Logger log = LoggerFactory.getLogger(JudgeOutcome.class);
    private static final String TIMED_OUT = "TIMED_OUT";

    private final RandomGenerator random;

    /** @param random of the jitter; must bear many threads */
    JudgeOutcome(RandomGenerator random) {
        this.random = random;
    }

    AttemptResult answered(Answer answer, Attempt attempt) {
        return switch (answer) {
            case Answer.Said(Outcome outcome) -> said(outcome, attempt);
            case Answer.Calls(List<UUID> children) -> result(attempt, new Ending.Called(children));
            case Answer.NotHere notHere -> result(attempt, new Ending.Released());
        };
    }

    private AttemptResult said(Outcome outcome, Attempt attempt) {
        if (outcome instanceof Outcome.Completed(var output, Usage usage)) {
            attempt.add(usage);
        }
        return result(attempt, ending(outcome, attempt));
    }

    private Ending ending(Outcome outcome, Attempt attempt) {
        return switch (outcome) {
            case Outcome.Completed(var output, Usage usage) -> WriteEnding.completed(output, attempt.outputSchema());
            case Outcome.Failed(String code, String message, boolean retryable) -> {
                RetryPolicy policy = policy(attempt.task(), attempt.description());
                yield retryable && policy.retries(code)
                        ? new Ending.Retry(backOff(attempt.task(), policy), new Problem(code, text(message)))
                        : new Ending.Failed(new Problem(code, text(message)));
            }
            case Outcome.RetryAfter(Duration delay, String code, String message) ->
                policy(attempt.task(), attempt.description()).retries(code)
                        ? new Ending.Retry(capped(delay), new Problem(code, text(message)))
                        : new Ending.Failed(new Problem(code, text(message)));
            case Outcome.HandedOff handedOff -> WriteEnding.handedOff(handedOff, attempt.task());
            case Outcome.WaitsForInput waits -> WriteEnding.asked(waits, attempt.task());
        };
    }

    AttemptResult stopped(Stop stop, Attempt attempt) {
        Ending ending = switch (stop) {
            case CANCELED -> new Ending.Canceled();
            case HANDED_BACK -> new Ending.Released();
            case TIMED_OUT -> timedOut(attempt.task(), policy(attempt.task(), attempt.description()));
            case LOST, DEAD -> throw new IllegalArgumentException("Who does not own the task has no results");
        };
        return result(attempt, ending);
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

    private Duration backOff(ClaimedTask task, RetryPolicy policy) {
        return capped(policy.delayAfter(task.failures() + 1, random));
    }

    private static Duration capped(Duration delay) {
        return delay.compareTo(TaskDefaults.LONGEST_DURATION) > 0 ? TaskDefaults.LONGEST_DURATION : delay;
    }

    /** An author may pass null where no annotation stops them. */
    private static String text(@Nullable String message) {
        return String.valueOf((Object) message);
    }

    private static AttemptResult result(Attempt attempt, Ending ending) {
        Usage usage = attempt.usage();
        return new AttemptResult(
                attempt.task().id(), attempt.task().fence(), ending, usage.inputTokens(), usage.outputTokens());
    }
}
