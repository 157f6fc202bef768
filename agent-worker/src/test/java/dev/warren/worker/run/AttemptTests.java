package dev.warren.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.worker.WorkerLife;
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
    private final Attempt attempt = attempt();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void aStopInterruptsAndTheFirstReasonStays() {
        attempt.begin();
        attempt.stop(Stop.TIMED_OUT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempt.mustStop()).isTrue();

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
        var other = attempt();
        attempt.begin();
        other.begin();
        other.end();

        assertThat(attempt.writeOff()).isTrue();
        assertThat(attempt.writeOff()).isFalse();
        assertThat(other.writeOff()).isFalse();
    }

    @Test
    void whoLosesItsTaskStops() {
        attempt.begin();

        attempt.ownership().lose().run();

        assertThat(attempt.mustStop()).isTrue();
        assertThat(attempt.end()).isEqualTo(Stop.LOST);
    }

    private Attempt attempt() {
        return new Attempt(incarnation, JudgeOutcomeTests.task());
    }
}
