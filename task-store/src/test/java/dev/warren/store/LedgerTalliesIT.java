package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.warren.store.tally.AgentActivity;
import dev.warren.store.tally.AgentTallies;
import dev.warren.store.tally.LedgerTallies;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LedgerTalliesIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final LedgerTallies tallies = new LedgerTallies(ledger.jdbc);
    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Test
    void addsUpWhatAllProcessesDo() {
        tell(one, 60, Duration.ofMillis(100));
        tell(one, 120, Duration.ofMillis(100));
        tell(other, 60, Duration.ofSeconds(1));

        assertThat(tallies.read()).containsOnlyKeys("echo");
        AgentActivity echo = tallies.read().get("echo");
        assertThat(echo.completedPerSecond()).as("of 120 and 60 a minute").isEqualTo(3);
        assertThat(echo.submittedPerSecond()).isZero();
        assertThat(echo.runTimes().secondsOf(0.5)).isCloseTo(0.1, within(0.02));
        assertThat(echo.runTimes().secondsOf(0.9)).isCloseTo(1, within(0.25));
    }

    @Test
    void whoIsSilentDoesNothingAndIsForgottenAfterAnHour() {
        tell(one, 60, Duration.ofMillis(100));
        ledger.jdbc.update("update agent_tally set at = at - interval '20 s'");

        assertThat(tallies.read().get("echo").completedPerSecond()).isZero();
        assertThat(tallies.read().get("echo").runTimes().isEmpty()).isFalse();

        ledger.jdbc.update("update agent_tally set at = at - interval '1 h'");
        tell(other, 60, Duration.ofMillis(100));
        tallies.forget();
        assertThat(ledger.jdbc.queryForList("select process from agent_tally", UUID.class))
                .containsExactly(other);
    }

    private void tell(UUID process, int completed, Duration ran) {
        var done = new AgentTallies();
        for (int i = 0; i < completed; i++) {
            done.completed("echo");
            done.ran("echo", ran);
        }
        done.completed("not-registered");
        tallies.tell(process, done.next());
    }
}
