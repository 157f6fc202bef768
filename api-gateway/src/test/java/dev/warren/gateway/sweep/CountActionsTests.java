package dev.warren.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class CountActionsTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountActions actions = new CountActions(meters);

    @Test
    void showsZeroBeforeTheFirstSoThatAnAlertSeesItRise() {
        assertThat(count("declare-dead")).isZero();
        assertThat(count("fail-unroutable")).isZero();
        assertThat(count("republish-older")).isZero();
        assertThat(count("republish-overtaken")).isZero();
    }

    @Test
    void countsRowsUnderTheActionsOwnName() {
        actions.count(SweepAction.DECLARE_DEAD, 3);

        assertThat(count("declare-dead")).isEqualTo(3);
        assertThat(count("take-over")).isZero();
    }

    private double count(String action) {
        return meters.get(WarrenMetric.SWEEPER_ACTIONS.id())
                .tag("action", action)
                .counter()
                .count();
    }
}
