package dev.warren.store.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentTalliesTests {

    private static final int SLICES = 12;

    private final AgentTallies tallies = new AgentTallies();

    @Test
    void countsWhatWasDoneForEachAgentWithinAMinute() {
        tallies.submitted("echo");
        tallies.submitted("echo");
        tallies.completed("echo");
        tallies.failed("probe");
        assertThat(tallies.next()).hasSize(2);
        tallies.completed("echo");

        assertThat(tallies.next()).filteredOn("agent", "echo").singleElement().satisfies(echo -> {
            assertThat(echo.submitted()).isEqualTo(2);
            assertThat(echo.completed()).isEqualTo(2);
            assertThat(echo.failed()).isZero();
        });
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        tallies.completed("echo");
        for (int i = 0; i < SLICES; i++) {
            assertThat(tallies.next())
                    .singleElement()
                    .satisfies(echo -> assertThat(echo.completed()).isOne());
        }

        assertThat(tallies.next()).isEmpty();
    }

    @Test
    void olderRunTimesCountLess() {
        for (int i = 0; i < 100; i++) {
            tallies.ran("echo", Duration.ofSeconds(10));
        }
        for (int slice = 0; slice < Duration.ofMinutes(20).dividedBy(AgentTallies.EVERY); slice++) {
            tallies.next();
        }
        for (int i = 0; i < 10; i++) {
            tallies.ran("echo", Duration.ofMillis(100));
        }

        List<AgentTally> now = tallies.next();

        assertThat(now.getFirst().runTimes().secondsOf(0.5)).isCloseTo(0.1, within(0.02));
    }

    @Test
    void tellsNothingOfMoreThanAThousandAgents() {
        for (int agent = 0; agent < 1_010; agent++) {
            tallies.submitted("agent-" + agent);
        }

        assertThat(tallies.next()).hasSize(1_000);
    }
}
