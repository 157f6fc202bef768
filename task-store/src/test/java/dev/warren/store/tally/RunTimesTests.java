package dev.warren.store.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTimesTests {

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000064S", "PT0.001S", "PT0.03S", "PT1S", "PT47S", "PT1H", "PT18H"})
    void knowsATimeByAQuarter(Duration time) {
        double seconds = time.toNanos() / 1e9;

        assertThat(of(time).secondsOf(0.5)).isCloseTo(seconds, within(seconds / 4));
    }

    @Test
    void hasRoomForWhatIsTooShortAndTooLong() {
        assertThat(of(Duration.ZERO).secondsOf(0.5)).isLessThan(0.0001);
        assertThat(of(Duration.ofDays(30)).secondsOf(0.5)).isGreaterThan(10 * 3600);
    }

    @Test
    void findsPercentilesOfMany() {
        double[] weights = new double[RunTimes.BUCKETS];
        for (int i = 1; i <= 1_000; i++) {
            weights[RunTimes.bucket(Duration.ofMillis(i))]++;
        }
        var times = new RunTimes(weights);

        assertThat(times.secondsOf(0.5)).isCloseTo(0.5, within(0.01));
        assertThat(times.secondsOf(0.95)).isCloseTo(0.95, within(0.05));
        assertThat(times.secondsOf(1)).isCloseTo(1, within(0.25));
        assertThat(times.plus(times).secondsOf(0.5)).isEqualTo(times.secondsOf(0.5));
    }

    @Test
    void isEmptyWhereNothingHasRun() {
        assertThat(new RunTimes(new double[0]).isEmpty()).isTrue();
        assertThat(of(Duration.ofSeconds(1)).isEmpty()).isFalse();
    }

    private static RunTimes of(Duration... times) {
        double[] weights = new double[RunTimes.BUCKETS];
        Arrays.stream(times).mapToInt(RunTimes::bucket).forEach(bucket -> weights[bucket]++);
        return new RunTimes(weights);
    }
}
