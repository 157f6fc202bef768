package dev.warren.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.warren.model.task.RetryPolicy;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.worker.WorkerLife;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.Usage;
import dev.warren.worker.hosting.Hosted;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.lease.LeaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
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

        assertThat(judge(Outcome.retry("BUSY", "later"), hasty, AGENT).ending())
                .asInstanceOf(type(Ending.Retry.class))
                .satisfies(retry -> assertThat(retry.delay()).hasMillis(300)); // by the agent's factor
        assertThat(judge.stopped(Stop.TIMED_OUT, attempt(hasty, AGENT)).ending())
                .asInstanceOf(type(Ending.TimedOut.class))
                .satisfies(timedOut -> assertThat(timedOut.delay()).hasMillis(300));
    }

    @Test
    void aPolicyThatCannotBeReadLeavesTheAgents() {
        assertThat(judge(Outcome.retry("BUSY", "later"), task("[1]"), AGENT).ending())
                .asInstanceOf(type(Ending.Retry.class))
                .satisfies(retry -> assertThat(retry.delay()).hasSeconds(3));
    }

    @Test
    void aCodeThatIsNotRetryableFailsForGoodHoweverItIsSaid() {
        ClaimedTask picky = task("{\"nonRetryable\":[\"BUSY\",\"TIMED_OUT\"]}");

        assertFailed(judge(Outcome.retry("BUSY", "later"), picky, AGENT), "BUSY");
        assertFailed(judge(Outcome.retryAfter(Duration.ZERO, "BUSY", "later"), picky, AGENT), "BUSY");
        assertFailed(judge.stopped(Stop.TIMED_OUT, attempt(picky, AGENT)), "TIMED_OUT");
        assertThat(judge(Outcome.retry("OTHER", "later"), picky, AGENT).ending())
                .isInstanceOf(Ending.Retry.class);
        AgentDescription strict = AGENT.withRetry(AGENT.retry().withNonRetryable(Set.of("BUSY")));
        assertFailed(judge(Outcome.retry("BUSY", "later"), task(), strict), "BUSY");
        assertThat(judge(Outcome.retry("BUSY", "later"), task("{\"nonRetryable\":[]}"), strict)
                        .ending())
                .isInstanceOf(Ending.Retry.class);
    }

    @Test
    void jitterStaysWithinItsBounds() {
        AgentDescription jittery =
                AGENT.withRetry(new RetryPolicy(Duration.ofSeconds(10), 1, Duration.ofSeconds(10), 0.2));

        for (int i = 0; i < 500; i++) {
            assertThat(judge(Outcome.retry("BUSY", "later"), task(), jittery).ending())
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
        assertThat(judge.stopped(Stop.CANCELED, attempt(task(), AGENT)).ending())
                .isEqualTo(new Ending.Canceled());
        assertThat(judge.stopped(Stop.HANDED_BACK, attempt(task(), AGENT)).ending())
                .isEqualTo(new Ending.Released());
        assertThat(judge.stopped(Stop.TIMED_OUT, attempt(task(), AGENT)).ending())
                .asInstanceOf(type(Ending.TimedOut.class))
                .satisfies(timedOut -> assertThat(timedOut.delay()).hasSeconds(3));
    }

    @Test
    void anOutputThatBreaksItsAgentsSchemaFailsForGoodAndNamesThePlaces() {
        AgentDescription strict = AGENT.withOutputSchema(
                "{\"type\":\"object\",\"required\":[\"words\"],\"properties\":{\"words\":{\"type\":\"integer\"}}}");

        assertThat(judge(Outcome.completed(Map.of("words", 2)), task(), strict).ending())
                .isInstanceOf(Ending.Completed.class);
        assertThat(judge(Outcome.completed(Map.of("words", "two")), task(), strict)
                        .ending())
                .isEqualTo(new Ending.Failed(new Problem(
                        "OUTPUT_INVALID",
                        "the output breaks its agent's schema: /words string found, integer expected")));
    }

    @Test
    void aHandoffKeepsTheConversationAndWhoWasActive() {
        var conversation =
                Conversation.begin(JsonNodeFactory.instance.stringNode("hello")).withTurns(2);

        assertThat(judged(Outcome.handedOff("sales", conversation)).ending())
                .isEqualTo(new Ending.HandedOff(
                        "sales",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"contextVariables\":{},"
                                + "\"turns\":2,\"agents\":[\"echo\",\"sales\"]}"));
    }

    @Test
    void aQuestionIsWrittenWithItsSchemaAndDeadline() {
        var conversation = Conversation.begin(JsonNodeFactory.instance.stringNode("hello"));

        assertThat(judged(Outcome.waitsForInput(
                                Question.of("Sure?").withSchema("{\"type\":\"boolean\"}"), conversation))
                        .ending())
                .isEqualTo(new Ending.Asked(
                        "{\"prompt\":\"Sure?\",\"schema\":{\"type\":\"boolean\"}}",
                        Duration.ofDays(7),
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"contextVariables\":{},"
                                + "\"turns\":0,\"agents\":[\"echo\"]}"));
        assertFailed(
                judged(Outcome.waitsForInput(
                        Question.of("Sure?").withSchema("{\"$ref\":\"#/$defs/none\"}"), conversation)),
                "QUESTION_INVALID");
    }

    @Test
    void aConversationThatIsTooLargeFailsForGood() {
        var conversation = Conversation.begin(JsonNodeFactory.instance.stringNode("x".repeat(1024 * 1024)));

        assertFailed(judged(Outcome.handedOff("sales", conversation)), "CONVERSATION_TOO_LARGE");
    }

    @Test
    void whatWasUsedCountsWhateverTheEnd() {
        Attempt attempt = attempt(task(), AGENT);
        attempt.add(new Usage(1, 2));
        attempt.add(new Usage(10, 20));

        assertThat(judge.stopped(Stop.TIMED_OUT, attempt)).satisfies(used(11, 22));
        assertThat(judge.answered(new Answer.Calls(List.of(UUID.randomUUID())), attempt))
                .satisfies(used(11, 22));
        assertThat(judge.answered(new Answer.Said(Outcome.retry("BUSY", "later")), attempt))
                .satisfies(used(11, 22));
        assertThat(judge.answered(new Answer.Said(Outcome.completed(1, new Usage(100, 200))), attempt))
                .satisfies(used(111, 222));
    }

    private static Consumer<AttemptResult> used(long in, long out) {
        return result -> assertThat(new Usage(result.inputTokens(), result.outputTokens()))
                .isEqualTo(new Usage(in, out));
    }

    private AttemptResult judge(Outcome outcome, ClaimedTask task, AgentDescription agent) {
        return judge.answered(new Answer.Said(outcome), attempt(task, agent));
    }

    private static Attempt attempt(ClaimedTask task, AgentDescription agent) {
        UUID id = UUID.randomUUID();
        var attempt = new Attempt(
                new Incarnation(
                        id,
                        new WorkerLife(new JdbcTemplate(), id),
                        new LeaseClock(System::nanoTime, System.nanoTime())),
                task);
        attempt.runs(Hosted.of(new Described(agent)));
        return attempt;
    }

    private record Described(AgentDescription description) implements Agent {
        @Override
        public Outcome run(AgentContext context) {
            return Outcome.completed(null);
        }
    }

    private AttemptResult judged(Outcome outcome) {
        return judge(outcome, task(), AGENT);
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
