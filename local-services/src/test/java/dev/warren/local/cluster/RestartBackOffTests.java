package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartBackOffTests {

    private final RestartBackOff backOff = new RestartBackOff();

    @Test
    void doublesFromASecondToHalfAMinute() {
        assertThat(Stream.generate(() -> backOff.next(Duration.ZERO).toSeconds())
                        .limit(8))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void beginsAnewAfterAGoodRun() {
        backOff.next(Duration.ZERO);
        backOff.next(Duration.ZERO);

        assertThat(backOff.next(RestartBackOff.GOOD_RUN)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backOff.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    }
}
