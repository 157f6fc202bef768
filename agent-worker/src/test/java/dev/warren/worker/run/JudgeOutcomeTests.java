package dev.warren.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.warren.model.task.RetryPolicy;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

class JudgeOutcomeTests {

    private static final AgentDescription AGENT = AgentDescription.named("echo")
            .withRetry(new RetryPolicy(Duration.ofSeconds(1), 3, Duration.ofMinutes(1), 0));

    private final JudgeOutcome judge = new JudgeOutcome(RandomGenerator.getDefault());

    @Test
    void anOutputIsWrittenAsJsonWithItsUsage() {
        AttemptResult result = judged(Outcome.completed(Map.of("words", 2), new Usage(3, 4)));

        assertThat(result.ending()).isEqualTo(new Ending.Completed("{\"words\":2}"));
        assertThat(result.inputTokens()).isEqualTo(3);
        assertThat(result.outputTokens()).isEqualTo(4);
        assertThat(result.fence()).isEqualTo(7);
    }

    @Test
    void anOutputOfOneMebibyteIsKeptAndOneByteMoreIsNot() {
        String longest = "x".repeat(1024 * 1024 - 2);

        assertThat(judged(Outcome.completed(longest)).ending()).isInstanceOf(Ending.Completed.class);
        assertFailed(judged(Outcome.completed(longest + "x")), "OUTPUT_TOO_LARGE");
        assertFailed(judged(Outcome.completed("é".repeat(600_000))), "OUTPUT_TOO_LARGE");
    }

    @Test
    void anOutputThatIsNoJsonFailsForGood() {
        ArrayNode deep = JsonNodeFactory.instance.arrayNode();
        JsonNode top = deep;
        for (int i = 0; i < 100_000; i++) {
            deep = deep.addArray();
        }
        assertFailed(judged(new Outcome.Completed(top, Usage.NONE)), "OUTPUT_UNREADABLE");
    }

    @Test
    void textThatIsNoUnicodeIsKeptEscaped() {
        assertThat(judged(Outcome.completed("\uD800\0")).ending())
                .isEqualTo(new Ending.Completed("\"\\uD800\\u0000\""));
    }

    @Test
    void aRetryableFailureWaitsForTheAgentsBackOff() {
        assertThat(judged(Outcome.retry("BUSY", "later")).ending())
                .asInstanceOf(type(Ending.Retry.class))
                .satisfies(retry -> {
                    assertThat(retry.delay()).hasSeconds(3); // one failure is charged already
                    assertThat(retry.problem().code()).isEqualTo("BUSY");
                });
    }

    @Test
    void anAgentsOwnDelayWinsOverItsBackOff() {
        assertThat(judged(Outcome.retryAfter(Duration.ofMinutes(7), "BUSY", "later"))
                        .ending())
                .asInstanceOf(type(Ending.Retry.class))
                .satisfies(retry -> assertThat(retry.delay()).hasMinutes(7));
        assertThat(judged(Outcome.retryAfter(Duration.ofDays(100_000), "BUSY", "later"))
                        .ending())
                .asInstanceOf(type(Ending.Retry.class))
                .satisfies(retry -> assertThat(retry.delay()).hasDays(365));
    }

    @Test
    void aTasksOwnPolicyOverridesTheAgentsFieldByField() {
        ClaimedTask hasty = task("{\"firstDelay\":\"PT0.1S\"}");

        assertThat(judge.outcome(Outcome.retry("BUSY", "later"), hasty, AGENT).ending())
                .asInstanceOf(type(Ending.Retry.class))
                .satisfies(retry -> assertThat(retry.delay()).hasMillis(300)); // by the agent's factor
        assertThat(judge.stopped(Stop.TIMED_OUT, hasty, AGENT).ending())
                .asInstanceOf(type(Ending.TimedOut.class))
                .satisfies(timedOut -> assertThat(timedOut.delay()).hasMillis(300));
    }

    @Test
    void aPolicyThatCannotBeReadLeavesTheAgents() {
        assertThat(judge.outcome(Outcome.retry("BUSY", "later"), task("[1]"), AGENT)
                        .ending())
                .asInstanceOf(type(Ending.Retry.class))
                .satisfies(retry -> assertThat(retry.delay()).hasSeconds(3));
    }

    @Test
    void aCodeThatIsNotRetryableFailsForGoodHoweverItIsSaid() {
        ClaimedTask picky = task("{\"nonRetryable\":[\"BUSY\",\"TIMED_OUT\"]}");

        assertFailed(judge.outcome(Outcome.retry("BUSY", "later"), picky, AGENT), "BUSY");
        assertFailed(judge.outcome(Outcome.retryAfter(Duration.ZERO, "BUSY", "later"), picky, AGENT), "BUSY");
        assertFailed(judge.stopped(Stop.TIMED_OUT, picky, AGENT), "TIMED_OUT");
        assertThat(judge.outcome(Outcome.retry("OTHER", "later"), picky, AGENT).ending())
                .isInstanceOf(Ending.Retry.class);
        AgentDescription strict = AGENT.withRetry(AGENT.retry().withNonRetryable(Set.of("BUSY")));
        assertFailed(judge.outcome(Outcome.retry("BUSY", "later"), task(), strict), "BUSY");
        assertThat(judge.outcome(Outcome.retry("BUSY", "later"), task("{\"nonRetryable\":[]}"), strict)
                        .ending())
                .isInstanceOf(Ending.Retry.class);
    }

    @Test
    void jitterStaysWithinItsBounds() {
        AgentDescription jittery =
                AGENT.withRetry(new RetryPolicy(Duration.ofSeconds(10), 1, Duration.ofSeconds(10), 0.2));

        for (int i = 0; i < 500; i++) {
            assertThat(judge.outcome(Outcome.retry("BUSY", "later"), task(), jittery)
                            .ending())
                    .asInstanceOf(type(Ending.Retry.class))
                    .satisfies(retry ->
                            assertThat(retry.delay()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12)));
        }
    }

    @Test
    void aFailureForGoodStaysOne() {
        assertFailed(judged(Outcome.failed("NO_WORDS", "none")), "NO_WORDS");
        assertThat(judged(new Outcome.Failed("NO_WORDS", null, false)).ending()).isInstanceOf(Ending.Failed.class);
    }

    @Test
    void theReasonOfAStopDecidesWhateverTheAgentAnswered() {
        assertThat(judge.stopped(Stop.CANCELED, task(), AGENT).ending()).isEqualTo(new Ending.Canceled());
        assertThat(judge.stopped(Stop.HANDED_BACK, task(), AGENT).ending()).isEqualTo(new Ending.Released());
        assertThat(judge.stopped(Stop.TIMED_OUT, task(), AGENT).ending())
                .asInstanceOf(type(Ending.TimedOut.class))
                .satisfies(timedOut -> assertThat(timedOut.delay()).hasSeconds(3));
    }

    private AttemptResult judged(Outcome outcome) {
        return judge.outcome(outcome, task(), AGENT);
    }

    private static void assertFailed(AttemptResult result, String code) {
        assertThat(result.ending())
                .asInstanceOf(type(Ending.Failed.class))
                .satisfies(failed -> assertThat(failed.problem().code()).isEqualTo(code));
    }

    static ClaimedTask task() {
        return task(null);
    }

    private static ClaimedTask task(@Nullable String retry) {
        return new ClaimedTask(
                UUID.randomUUID(),
                "default",
                "echo",
                5,
                1,
                2,
                1,
                3,
                retry,
                7,
                Duration.ofMinutes(1),
                "{}",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                "{}",
                "1",
                null,
                null);
    }
}
