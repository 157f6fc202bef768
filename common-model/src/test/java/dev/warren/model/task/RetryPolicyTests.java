package dev.warren.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void aCodeThatIsNamedIsNotRetried() {
        RetryPolicy policy = PLAIN.withNonRetryable(List.of("CARD_DECLINED"));

        assertThat(policy.retries("CARD_DECLINED")).isFalse();
        assertThat(policy.retries("BUSY")).isTrue();
        assertThat(PLAIN.retries("CARD_DECLINED")).isTrue();
    }

    @Test
    void refusesMoreCodesThanAPolicyHolds() {
        List<String> codes =
                IntStream.rangeClosed(0, 32).mapToObj(i -> "CODE_" + i).toList();

        assertThat(PLAIN.withNonRetryable(codes.subList(0, 32)).nonRetryable()).hasSize(32);
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.withNonRetryable(codes));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.withNonRetryable(List.of(" ")));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.withNonRetryable(List.of("X".repeat(101))));
    }

    @Test
    void survivesBeingWrittenAsJson() {
        var policy = new RetryPolicy(Duration.ofMillis(1500), 1.5, Duration.ofHours(2), 0.1, Set.of("B", "A"));

        assertThat(policy.toJson())
                .isEqualTo("{\"firstDelay\":\"PT1.5S\",\"factor\":1.5,\"maxDelay\":\"PT2H\",\"jitter\":0.1,"
                        + "\"nonRetryable\":[\"A\",\"B\"]}");
        assertThat(RetryPolicy.ofJson(policy.toJson())).isEqualTo(policy);
    }

    @Test
    void readsWhatIsMissingAsTheDefault() {
        assertThat(RetryPolicy.ofJson("{}")).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(RetryPolicy.ofJson("{\"factor\":3,\"colour\":\"red\"}").factor())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"factor\":\"x\"}", "{\"factor\":0}", "{\"firstDelay\":\"PT1H\"}"})
    void refusesJsonThatIsNoPolicy(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.ofJson(json));
    }

    @Test
    void aTaskOverridesItsAgentFieldByField() {
        var agents = new RetryPolicy(Duration.ofSeconds(2), 3, Duration.ofMinutes(1), 0.5, Set.of("A"));

        assertThat(agents.overriddenBy("{}")).isEqualTo(agents);
        assertThat(agents.overriddenBy("{\"factor\":1.5}"))
                .isEqualTo(new RetryPolicy(Duration.ofSeconds(2), 1.5, Duration.ofMinutes(1), 0.5, Set.of("A")));
        assertThat(agents.overriddenBy("{\"nonRetryable\":[]}").nonRetryable()).isEmpty();
        assertThat(
                        agents.overriddenBy(
                                "{\"firstDelay\":\"PT5S\",\"factor\":2,\"maxDelay\":\"PT9S\",\"jitter\":0,\"nonRetryable\":[\"B\"]}"))
                .isEqualTo(new RetryPolicy(Duration.ofSeconds(5), 2, Duration.ofSeconds(9), 0, Set.of("B")));
    }

    @Test
    void aBoundOfTheTasksHoldsForBothWhereItContradictsTheAgents() {
        var agents = new RetryPolicy(Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0);

        assertThat(agents.overriddenBy("{\"firstDelay\":\"PT5M\"}").maxDelay()).hasMinutes(5);
        assertThat(agents.overriddenBy("{\"maxDelay\":\"PT1S\"}").firstDelay()).hasSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agents.overriddenBy("{\"firstDelay\":\"PT2S\",\"maxDelay\":\"PT1S\"}"));
    }

    @Test
    void jitterStaysWithinItsShareAndTheCapIsAppliedBeforeIt() {
        var policy = new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(8), 0.2);
        var random = new java.util.Random(3);

        for (int failures = 1; failures <= 100; failures++) {
            long nominal = Math.min(1000L << Math.min(failures - 1, 20), 8000);
            assertThat(policy.delayAfter(failures, random).toMillis())
                    .as("failure %d", failures)
                    .isBetween(nominal * 8 / 10, nominal * 12 / 10);
        }
    }
}
