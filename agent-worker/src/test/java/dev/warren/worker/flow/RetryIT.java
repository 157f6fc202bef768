package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.RetryPolicy;
import dev.warren.model.task.TaskStatus;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.RetryAfterException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryIT {

    /** What the sweep, the broker and a slow machine add to a wait. */
    private static final long LATE_MILLIS = 1500;

    private final Platform platform = new Platform();

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void everyGapIsAtLeastItsDelay() {
        var policy = new RetryPolicy(Duration.ofMillis(300), 2, Duration.ofMillis(800), 0);
        platform.worker(TestAgent.that(
                AgentDescription.named("flaky").withRetry(policy), context -> Outcome.retry("BUSY", "later")));

        UUID task = platform.run("flaky", "{}", wish -> wish.maxAttempts(5));

        ends(task, TaskStatus.FAILED);
        assertThat(platform.row(task))
                .containsEntry("error_reason", "ATTEMPTS_EXHAUSTED")
                .containsEntry("failures", 5);
        assertGaps(task, 300, 600, 800, 800);
    }

    @Test
    void jitterKeepsEveryGapWithinItsShare() {
        var policy = new RetryPolicy(Duration.ofMillis(500), 1, Duration.ofMillis(500), 0.4);
        platform.worker(TestAgent.that(
                AgentDescription.named("flaky").withRetry(policy), context -> Outcome.retry("BUSY", "later")));

        UUID task = platform.run("flaky", "{}", wish -> wish.maxAttempts(6));

        ends(task, TaskStatus.FAILED);
        assertThat(gaps(task)).hasSize(5).allSatisfy(gap -> assertThat(gap).isBetween(300L, 700 + LATE_MILLIS));
    }

    @Test
    void aTasksOwnPolicyGoesBeforeItsAgents() {
        var policy = new RetryPolicy(Duration.ofSeconds(30), 3, Duration.ofMinutes(5), 0);
        platform.worker(TestAgent.that(
                AgentDescription.named("slow").withRetry(policy), context -> Outcome.retry("BUSY", "later")));

        UUID task = platform.run(
                "slow", "{}", wish -> wish.maxAttempts(3).retry("{\"firstDelay\":\"PT0.2S\",\"jitter\":0}"));

        ends(task, TaskStatus.FAILED);
        assertGaps(task, 200, 600);
    }

    @Test
    void aCodeThatIsNotRetryableEndsTheTaskAtItsFirstFailure() {
        var agent = TestAgent.called("picky", context -> {
            throw new IllegalStateException("always");
        });
        platform.worker(agent);

        UUID task = platform.run("picky", "{}", wish -> wish.retry("{\"nonRetryable\":[\"IllegalStateException\"]}"));

        ends(task, TaskStatus.FAILED);
        assertThat(platform.row(task))
                .containsEntry("error_reason", "NON_RETRYABLE")
                .containsEntry("error_code", "IllegalStateException")
                .containsEntry("failures", 1);
        assertThat(agent.started).hasSize(1);
    }

    @Test
    void whoeverThrowsRetryAfterDecidesTheDelay() {
        platform.worker(TestAgent.called("limited", context -> switch (context.attempt()) {
            case 1 -> throw new RetryAfterException(Duration.ofMillis(1200), "RATE_LIMITED", "slow down");
            case 2 -> Outcome.retryAfter(Duration.ofMillis(100), "RATE_LIMITED", "slow down");
            default -> Outcome.completed(null);
        }));

        UUID task = platform.run("limited", "{}");

        ends(task, TaskStatus.COMPLETED);
        assertGaps(task, 1200, 100);
        assertThat(platform.row(task)).containsEntry("failures", 2);
    }

    @Test
    void theLedgerKnowsAnAgentsAttemptsAndPolicy() {
        var policy = new RetryPolicy(Duration.ofSeconds(3), 1.5, Duration.ofMinutes(1), 0.1, java.util.Set.of("NO"));
        platform.worker(TestAgent.that(
                AgentDescription.named("told").withMaxAttempts(7).withRetry(policy),
                context -> Outcome.completed(null)));

        var agent = platform.jdbc.queryForMap("select max_attempts, retry::text as retry from agent");

        assertThat(agent).containsEntry("max_attempts", 7);
        assertThat(RetryPolicy.ofJson((String) agent.get("retry"))).isEqualTo(policy);
    }

    private void ends(UUID task, TaskStatus status) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    platform.sweep();
                    return platform.status(task) == status;
                });
    }

    private void assertGaps(UUID task, long... delays) {
        List<Long> gaps = gaps(task);
        assertThat(gaps).hasSize(delays.length);
        for (int i = 0; i < delays.length; i++) {
            assertThat(gaps.get(i)).as("gap %d of %s", i + 1, gaps).isBetween(delays[i], delays[i] + LATE_MILLIS);
        }
    }

    /** From the end of each attempt to the start of the next, in milliseconds by the ledger's clock. */
    private List<Long> gaps(UUID task) {
        return platform.jdbc.queryForList("""
                select (extract(epoch from started - lag(ended) over (order by attempt)) * 1000)::bigint as gap
                from (select attempt, started_at as started, ended_at as ended from task_attempt where task_id = ?
                      union all
                      select attempt, claimed_at, null from task where id = ? and status = 'COMPLETED') attempts
                order by attempt offset 1
                """, Long.class, task, task);
    }
}
