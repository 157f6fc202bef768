package dev.warren.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryOverrideTests {

    private static final RetryPolicy AGENTS =
            new RetryPolicy(Duration.ofSeconds(10), 3, Duration.ofMinutes(1), 0.5, Set.of("GONE"));

    @Test
    void leavesTheAgentsWhatItDoesNotSay() {
        assertThat(new RetryOverride(null, 2.0, null, null, null).over(AGENTS))
                .isEqualTo(new RetryPolicy(Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0.5, Set.of("GONE")));
    }

    @Test
    void putsItsCodesInThePlaceOfTheAgents() {
        assertThat(new RetryOverride(null, null, null, null, new TreeSet<>(List.of("DENIED")))
                        .over(AGENTS)
                        .nonRetryable())
                .containsExactly("DENIED");
        assertThat(new RetryOverride(null, null, null, null, new TreeSet<>())
                        .over(AGENTS)
                        .nonRetryable())
                .isEmpty();
    }

    @Test
    void bendsTheDelayThatIsNotSaidToTheOneThatIs() {
        RetryPolicy later = delays(Duration.ofHours(1), null);
        RetryPolicy sooner = delays(null, Duration.ofSeconds(1));

        assertThat(later.firstDelay()).isEqualTo(later.maxDelay()).isEqualTo(Duration.ofHours(1));
        assertThat(sooner.firstDelay()).isEqualTo(sooner.maxDelay()).isEqualTo(Duration.ofSeconds(1));
    }

    private static RetryPolicy delays(@Nullable Duration first, @Nullable Duration most) {
        return new RetryOverride(first, null, most, null, null).over(AGENTS);
    }
}
