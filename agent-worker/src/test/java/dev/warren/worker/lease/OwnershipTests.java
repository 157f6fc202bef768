package dev.warren.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.warren.store.worker.Lease;
import dev.warren.store.worker.WorkerLife;
import dev.warren.worker.agent.CanceledException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

class OwnershipTests {

    private static final DataAccessException AWAY = new DataAccessResourceFailureException("away");

    private final AtomicLong clock = new AtomicLong();
    private final AtomicBoolean mustStop = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final UUID id = UUID.randomUUID();
    private final Ownership attempt = new Ownership(
            new Incarnation(id, new WorkerLife(new JdbcTemplate(), id), new LeaseClock(clock::get, 0)),
            new Lease(UUID.randomUUID(), 7),
            mustStop::get,
            () -> lost.set(true));

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void asksAgainWhileTheLedgerIsAway() {
        String answer = attempt.ask("a thing", () -> {
            if (asked.incrementAndGet() < 3) {
                throw AWAY;
            }
            return "there";
        });

        assertThat(answer).isEqualTo("there");
        assertThat(asked).hasValue(3);
    }

    @Test
    void asksNothingOnceTheAttemptMustStop() {
        assertThatExceptionOfType(CanceledException.class)
                .isThrownBy(() -> attempt.ask("a thing", () -> {
                    asked.incrementAndGet();
                    mustStop.set(true);
                    throw AWAY;
                }));

        assertThat(asked).hasValue(1);
    }

    @Test
    void insistsOnceAlthoughTheAttemptMustStop() {
        mustStop.set(true);

        assertThat(attempt.insist("a thing", () -> "kept")).isEqualTo("kept");
        assertThatExceptionOfType(CanceledException.class)
                .isThrownBy(() -> attempt.insist("a thing", () -> {
                    asked.incrementAndGet();
                    throw AWAY;
                }));
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksNothingWhileTheLeaseIsInDoubt() {
        clock.set(LeaseClock.LEASE.toNanos());
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CanceledException.class)
                .isThrownBy(() -> attempt.ask("a thing", asked::incrementAndGet));

        assertThat(asked).hasValue(0);
        assertThat(Thread.interrupted())
                .as("whoever is interrupted still knows it")
                .isTrue();
    }

    @Test
    void givesUpWhatTheLedgerCannotHold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> attempt.ask("a thing", () -> {
                    asked.incrementAndGet();
                    throw new DataIntegrityViolationException("no", new SQLException("no", "22P05"));
                }))
                .withMessage("The ledger refuses a thing");
        assertThat(asked).hasValue(3);
    }

    @Test
    void tellsTheAttemptThatItsTaskIsLost() {
        assertThat(attempt.lost()).isInstanceOf(CanceledException.class);
        assertThat(lost).isTrue();
    }
}
