package dev.warren.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTests {

    private static final long QUIET = Silence.QUIET.toNanos();
    private static final long SECOND_LOOK = Silence.SECOND_LOOK.toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A monotonic clock may stand at any number. */
    private final long start = Long.MAX_VALUE - 10 * SECOND;

    private final Silence silence = new Silence(start);

    @Test
    void looksAfterHalfAMinuteWithoutAMessage() {
        assertThat(silence.wantsLook(start + QUIET - 1)).isFalse();
        assertThat(silence.wantsLook(start + QUIET)).isTrue();
    }

    @Test
    void messagesAtTwoLooksMeanSilence() {
        long first = start + QUIET;
        assertThat(silence.isSilent(1, first)).isFalse();
        assertThat(silence.wantsLook(first + SECOND_LOOK - 1)).isFalse();
        assertThat(silence.wantsLook(first + SECOND_LOOK)).isTrue();
        assertThat(silence.isSilent(1, first + SECOND_LOOK)).isTrue();
    }

    @Test
    void anEmptyQueueIsLookedIntoEveryHalfMinute() {
        long first = start + QUIET;
        assertThat(silence.isSilent(0, first)).isFalse();
        assertThat(silence.wantsLook(first + QUIET - 1)).isFalse();
        assertThat(silence.wantsLook(first + QUIET)).isTrue();
        assertThat(silence.isSilent(3, first + QUIET)).isFalse();
    }

    @Test
    void whatArrivesBetweenTheLooksEndsTheSuspicion() {
        long first = start + QUIET;
        silence.isSilent(1, first);
        silence.heard(first + SECOND);

        assertThat(silence.wantsLook(first + SECOND_LOOK)).isFalse();
        assertThat(silence.isSilent(1, first + SECOND + QUIET)).isFalse();
    }

    @Test
    void anOldMessageIsNoNews() {
        silence.heard(start + SECOND);
        silence.heard(start);

        assertThat(silence.wantsLook(start + QUIET)).isFalse();
        assertThat(silence.wantsLook(start + SECOND + QUIET)).isTrue();
    }
}
