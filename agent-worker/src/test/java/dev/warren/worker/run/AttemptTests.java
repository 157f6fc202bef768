package dev.warren.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.worker.WorkerLife;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.lease.LeaseClock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class AttemptTests {

    private final UUID id = UUID.randomUUID();
    private final Incarnation incarnation = new Incarnation(
            id, new WorkerLife(new JdbcTemplate(), id), new LeaseClock(System::nanoTime, System.nanoTime()));
    private final Attempt attempt = attempt("{\"text\":\"a\"}");

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void aStopInterruptsAndTheFirstReasonStays() {
        attempt.begin();
        attempt.stop(Stop.TIMED_OUT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempt.canceled()).isTrue();

        attempt.stop(Stop.HANDED_BACK);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(attempt.end()).isEqualTo(Stop.TIMED_OUT);
    }

    @Test
    void deathOverridesEveryOtherReason() {
        attempt.begin();
        attempt.stop(Stop.CANCELED);
        attempt.stop(Stop.DEAD);
        attempt.stop(Stop.TIMED_OUT);

        assertThat(attempt.end()).isEqualTo(Stop.DEAD);
    }

    @Test
    void whatIsStoppedBeforeItBeginsDoesNotBegin() {
        attempt.stop(Stop.CANCELED);

        assertThat(attempt.begin()).isFalse();
        assertThat(attempt.end()).isEqualTo(Stop.CANCELED);
    }

    @Test
    void noInterruptComesAfterTheEnd() {
        attempt.begin();
        attempt.stop(Stop.CANCELED);
        attempt.end();

        assertThat(attempt.stop(Stop.TIMED_OUT)).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void onlyWhatStillRunsIsWrittenOffAndOnlyOnce() {
        var other = attempt("{}");
        attempt.begin();
        other.begin();
        other.end();

        assertThat(attempt.writeOff()).isTrue();
        assertThat(attempt.writeOff()).isFalse();
        assertThat(other.writeOff()).isFalse();
    }

    @Test
    void anInputThatJacksonRefusesIsTheSubmittersMistake() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> attempt("[".repeat(2_000) + "]".repeat(2_000)).input())
                .withMessageStartingWith("input: ");
    }

    private Attempt attempt(String input) {
        ClaimedTask task = JudgeOutcomeTests.task();
        return new Attempt(
                incarnation,
                new ClaimedTask(
                        task.id(),
                        task.tenant(),
                        task.agent(),
                        task.priority(),
                        task.run(),
                        task.attempt(),
                        task.failures(),
                        task.maxAttempts(),
                        task.retry(),
                        task.fence(),
                        task.timeout(),
                        task.labels(),
                        null,
                        task.dueAt(),
                        task.claimedAt(),
                        input,
                        task.agentVersion(),
                        null,
                        null));
    }
}
