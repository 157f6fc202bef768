package dev.warren.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTests {

    private final Pace pace = new Pace();

    @Test
    void backsOffFromOneSecondToFifteenWithJitter() {
        assertThat(pace.failed(0)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_200));
        assertThat(pace.failed(0)).isBetween(Duration.ofMillis(1_600), Duration.ofMillis(2_400));
        for (int i = 0; i < 20; i++) {
            pace.failed(0);
        }
        assertThat(pace.failed(0)).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));
    }

    @Test
    void holdsOffUntilItsTimeHasCome() {
        Duration wait = pace.failed(1_000);

        assertThat(pace.holdsOff(1_000 + wait.toNanos() - 1)).isTrue();
        assertThat(pace.holdsOff(1_000 + wait.toNanos())).isFalse();
        assertThat(pace.isTroubled()).isTrue();
    }

    @Test
    void forgetsItsFailuresAfterASuccess() {
        pace.failed(0);
        pace.succeeded();

        assertThat(pace.isTroubled()).isFalse();
        assertThat(pace.holdsOff(0)).isFalse();
    }
}
