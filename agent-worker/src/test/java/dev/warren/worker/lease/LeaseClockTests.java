package dev.warren.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseClockTests {

    // Near the overflow, where a monotonic clock may well begin.
    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());
    private final LeaseClock lease = new LeaseClock(now::get, now.get());

    @Test
    void holdsForALeaseLessItsMargin() {
        pass(Duration.ofMillis(11_999));
        assertThat(lease.isValid()).isTrue();

        pass(Duration.ofMillis(1));
        assertThat(lease.isValid()).isFalse();
        assertThat(lease.remaining()).isZero();
    }

    @Test
    void countsFromWhenTheBeatWasSentNotFromItsAnswer() {
        long sent = now.get();
        pass(Duration.ofSeconds(8));
        lease.renewed(sent);

        pass(Duration.ofSeconds(4));

        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void isOverAfterAPauseOfTheProcessBeforeAnythingElseIsNoticed() {
        lease.renewed(now.get());
        pass(Duration.ofSeconds(25));

        assertThat(lease.isValid()).isFalse();
        assertThat(lease.sinceLastBeat()).hasSeconds(25);
    }

    @Test
    void holdsAgainOnceALaterBeatIsAccepted() {
        pass(Duration.ofMinutes(1));
        lease.renewed(now.get());

        assertThat(lease.isValid()).isTrue();
        assertThat(lease.remaining()).hasSeconds(12);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
