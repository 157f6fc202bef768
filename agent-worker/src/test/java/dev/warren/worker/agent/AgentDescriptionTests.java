package dev.warren.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.model.task.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentDescriptionTests {

    private static final AgentDescription ECHO = AgentDescription.named("echo");

    @Test
    void startsFromThePlatformsDefaults() {
        assertThat(ECHO.version()).isEqualTo("1");
        assertThat(ECHO.capabilities()).isEmpty();
        assertThat(ECHO.inputSchema()).isNull();
        assertThat(ECHO.timeout()).hasMinutes(10);
        assertThat(ECHO.maxAttempts()).isEqualTo(3);
        assertThat(ECHO.retry()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(ECHO.concurrency()).isEqualTo(AgentDescription.UNBOUNDED);
    }

    @Test
    void changesOneThingAtATime() {
        var changed = ECHO.withVersion("2.1")
                .withDescription("Says it again.")
                .withCapabilities("repeat", "echo")
                .withInputSchema("{\"type\":\"string\"}")
                .withOutputSchema("true")
                .withTimeout(Duration.ofSeconds(3))
                .withMaxAttempts(7)
                .withRetry(new RetryPolicy(Duration.ZERO, 1, Duration.ZERO, 0))
                .withConcurrency(4);

        assertThat(changed.name()).isEqualTo("echo");
        assertThat(changed.version()).isEqualTo("2.1");
        assertThat(changed.description()).isEqualTo("Says it again.");
        assertThat(changed.capabilities()).containsExactly("echo", "repeat");
        assertThat(changed.inputSchema()).hasToString("{\"type\":\"string\"}");
        assertThat(changed.outputSchema()).hasToString("true");
        assertThat(changed.timeout()).hasSeconds(3);
        assertThat(changed.maxAttempts()).isEqualTo(7);
        assertThat(changed.retry().factor()).isEqualTo(1);
        assertThat(changed.concurrency()).isEqualTo(4);
        assertThat(ECHO).isEqualTo(AgentDescription.named("echo"));
    }

    @Test
    void refusesWhatDescribesNoAgent() {
        assertThatIllegalArgumentException().isThrownBy(() -> AgentDescription.named("Echo"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ECHO.withVersion(""))
                .withMessageStartingWith("Agent 'echo': version");
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withCapabilities("to echo"));
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withCapabilities("echo", "echo"));
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withInputSchema("[]"));
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withTimeout(Duration.ofDays(366)));
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withMaxAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withMaxAttempts(101));
        assertThatIllegalArgumentException().isThrownBy(() -> ECHO.withConcurrency(0));
    }
}
