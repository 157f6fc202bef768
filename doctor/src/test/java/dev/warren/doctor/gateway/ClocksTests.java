package dev.warren.doctor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClocksTests {

    @Test
    void clocksAreComparedWithTheLedgers() {
        assertThat(Clocks.judge(Map.of("a", 1.0, "b", -1.0), 0.0))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK);
        assertThat(Clocks.judge(Map.of("a", 100.0), 99.0))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK);
        assertThat(Clocks.judge(Map.of("a", 0.0), 10.0)).singleElement().satisfies(late -> {
            assertThat(late.verdict()).isEqualTo(Verdict.NOTE);
            assertThat(late.sentence()).isEqualTo("The clock of a is 10 s behind that of the ledger.");
        });
        assertThat(Clocks.judge(Map.of("a", 75.0), null)).singleElement().satisfies(ahead -> {
            assertThat(ahead.verdict()).isEqualTo(Verdict.PROBLEM);
            assertThat(ahead.sentence()).isEqualTo("The clock of a is 75 s ahead of that of this machine.");
        });
    }
}
