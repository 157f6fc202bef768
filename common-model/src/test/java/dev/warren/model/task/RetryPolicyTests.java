package dev.warren.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTests {

    private static final RetryPolicy PLAIN = new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 0);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "9, 256", "10, 300", "100000, 300"})
    void doublesUpToItsCap(int failures, long seconds) {
        assertThat(PLAIN.delayAfter(failures, RandomGenerator.getDefault())).hasSeconds(seconds);
    }

    @Test
    void jitterStaysWithinItsShareAndReachesBothSides() {
        var random = RandomGenerator.getDefault();
        var delays = java.util.stream.Stream.generate(() -> RetryPolicy.DEFAULT.delayAfter(1, random))
                .limit(10_000)
                .map(Duration::toMillis)
                .toList();

        assertThat(delays).allMatch(millis -> millis >= 800 && millis <= 1200);
        assertThat(delays).anyMatch(millis -> millis < 850).anyMatch(millis -> millis > 1150);
    }

    @Test
    void refusesWhatIsNoPolicy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(Duration.ofSeconds(2), 2, Duration.ofSeconds(1), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(Duration.ZERO, Double.NaN, Duration.ofSeconds(1), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(Duration.ZERO, 1, Duration.ofSeconds(1), 1.5));
    }
}
