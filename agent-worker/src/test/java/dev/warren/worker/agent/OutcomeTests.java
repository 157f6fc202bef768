package dev.warren.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

class OutcomeTests {

    @Test
    void outputIsTheJsonOfAnyObject() {
        var json = JsonMapper.shared().readTree("{\"words\":2}");

        assertThat(Outcome.completed(Map.of("words", 2))).isEqualTo(new Outcome.Completed(json, Usage.NONE));
        assertThat(Outcome.completed(json)).isEqualTo(new Outcome.Completed(json, Usage.NONE));
        assertThat(Outcome.completed(null)).isEqualTo(new Outcome.Completed(NullNode.getInstance(), Usage.NONE));
    }

    @Test
    void anExceptionIsARetryableFailureNamedAfterIt() {
        assertThat(Outcome.ofException(new IOException("reset"))).isEqualTo(Outcome.retry("IOException", "reset"));
        assertThat(Outcome.ofException(new StackOverflowError()))
                .isEqualTo(Outcome.retry("StackOverflowError", "java.lang.StackOverflowError"));
        assertThat(Outcome.ofException(new RuntimeException("anonymous") {}))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).contains("OutcomeTests"));
    }

    @Test
    void anInvalidInputFailsForGood() {
        assertThat(Outcome.ofException(new InvalidInputException("text: missing")))
                .isEqualTo(Outcome.failed("INVALID_INPUT", "text: missing"));
    }

    @Test
    void anExceptionThatKnowsWhenToRetryDecidesTheDelay() {
        var thrown = new RetryAfterException(Duration.ofSeconds(7), "RATE_LIMITED", "slow down");

        assertThat(Outcome.ofException(thrown))
                .isEqualTo(Outcome.retryAfter(Duration.ofSeconds(7), "RATE_LIMITED", "slow down"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryAfterException(Duration.ofSeconds(-1), "RATE_LIMITED", "why"));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryAfterException(Duration.ZERO, " ", "why"));
    }

    @Test
    void refusesWhatIsNoOutcome() {
        assertThatIllegalArgumentException().isThrownBy(() -> Outcome.failed(" ", "why"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcome.retryAfter(Duration.ofSeconds(-1), "RATE_LIMITED", "why"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(-1, 0));
    }

    @Test
    void usageAddsUp() {
        assertThat(new Usage(1, 2).plus(new Usage(10, 20))).isEqualTo(new Usage(11, 22));
    }
}
