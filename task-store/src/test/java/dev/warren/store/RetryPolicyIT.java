package dev.warren.store;

import static dev.warren.store.LedgerUnderTest.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.worker.HostedAgent;
import dev.warren.store.worker.WorkerLife;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @Test
    void aClaimCarriesTheTasksOwnPolicyAndNoneWhereItHasNone() {
        UUID own = ledger.submitted(ledger.task().retry("{\"factor\": 3}"));

        assertThat(ledger.claimed(worker, own).retry()).isEqualTo("{\"factor\": 3}");
        assertThat(ledger.claimed(worker, ledger.submitted()).retry()).isNull();
    }

    @Test
    void anAgentAnnouncesItsPolicyAndMayTakeItBack() {
        announce(7, "{\"firstDelay\":\"PT10M\"}");
        assertThat(ledger.jdbc.queryForMap("select max_attempts, retry::text as retry from agent where name = ?", ECHO))
                .containsEntry("max_attempts", 7)
                .containsEntry("retry", "{\"firstDelay\":\"PT10M\"}");

        announce(3, null);
        assertThat(ledger.jdbc.queryForMap("select max_attempts, retry from agent where name = ?", ECHO))
                .containsEntry("max_attempts", 3)
                .containsEntry("retry", null);
    }

    @Test
    void anOverdueAttemptBacksOffByTheTasksPolicyElseByItsAgents() {
        announce(3, "{\"firstDelay\":\"PT10M\",\"maxDelay\":\"PT1H\",\"jitter\":0}");
        UUID own = overdue("{\"firstDelay\":\"PT20M\",\"maxDelay\":\"PT1H\",\"jitter\":0}");
        UUID agents = overdue(null);

        assertThat(ledger.sweep.endOverdue(Duration.ZERO, 10)).hasSize(2);

        assertThat(ledger.status(own)).isEqualTo(TaskStatus.SCHEDULED);
        assertThat(secondsToWait(own)).isBetween(1_190.0, 1_200.0);
        assertThat(secondsToWait(agents)).isBetween(590.0, 600.0);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"firstDelay\":\"PT2S\",\"factor\":3,\"maxDelay\":\"PT1H\",\"jitter\":0}', 3, 18",
        "'{\"firstDelay\":\"PT2S\",\"factor\":3,\"maxDelay\":\"PT10S\",\"jitter\":0}', 3, 10",
        "'{\"jitter\":0}', 1, 1",
        "'{\"jitter\":0}', 2, 2",
        "'{\"jitter\":0}', 30, 300",
    })
    void theWaitGrowsByItsFactorUpToItsCap(String policy, int failure, double seconds) {
        assertThat(backOff(policy, failure)).isEqualTo(seconds);
    }

    @Test
    void eachFieldOfTheTaskGoesOverItsAgents() {
        announce(3, "{\"firstDelay\":\"PT10M\",\"maxDelay\":\"PT30M\",\"jitter\":0}");
        UUID oneField = overdue("{\"maxDelay\":\"PT2M\"}");
        UUID overTheCap = overdue("{\"firstDelay\":\"PT40M\"}");

        ledger.sweep.endOverdue(Duration.ZERO, 10);

        assertThat(secondsToWait(oneField)).isBetween(110.0, 120.0);
        assertThat(secondsToWait(overTheCap)).as("the agent's cap").isBetween(2_390.0, 2_400.0);
    }

    @Test
    void jitterSpreadsTheWait() {
        for (int i = 0; i < 50; i++) {
            assertThat(backOff("{\"firstDelay\":\"PT10S\",\"jitter\":0.5}", 1)).isBetween(5.0, 15.0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"firstDelay\":\"soon\"}",
                "{\"factor\":1e300}",
                "{\"factor\":\"many\"}",
                "[]",
                "{\"firstDelay\":\"\\u0000\"}"
            })
    void aPolicyThatCannotBeReadHoldsNobodyUp(String policy) {
        assertThat(backOff(policy, 4)).isBetween(1.0, 360.0);
        UUID task = overdue(policy);

        assertThat(ledger.sweep.endOverdue(Duration.ZERO, 10)).hasSize(1);
        assertThat(ledger.status(task)).isEqualTo(TaskStatus.SCHEDULED);
    }

    private double backOff(String policy, int failure) {
        return ledger.jdbc.queryForObject(
                "select extract(epoch from back_off(null, ?::json, ?))::float8", Double.class, policy, failure);
    }

    private double secondsToWait(UUID task) {
        return ledger.jdbc.queryForObject(
                "select extract(epoch from due_at - clock_timestamp())::float8 from task where id = ?",
                Double.class,
                task);
    }

    private UUID overdue(String retry) {
        UUID task = ledger.submitted(ledger.task().timeout(Duration.ofMillis(1)).retry(retry));
        ledger.claimed(worker, task);
        ledger.jdbc.execute("select pg_sleep(0.002)");
        return task;
    }

    private void announce(int maxAttempts, String retry) {
        new WorkerLife(ledger.jdbc, worker)
                .announce(new HostedAgent(
                        ECHO, "1", "", Set.of(), null, null, Duration.ofMinutes(10), maxAttempts, retry));
    }
}
