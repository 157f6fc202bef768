package dev.warren.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTests {

    @Test
    void givesNoMoreThanThereAre() {
        var slots = new Slots(2, Map.of());

        assertThat(slots.take("a")).isTrue();
        assertThat(slots.take("b")).isTrue();
        assertThat(slots.take("a")).isFalse();
        assertThat(slots.used()).isEqualTo(2);
        assertThat(slots.free("b")).isZero();

        slots.release("b");
        assertThat(slots.take("a")).isTrue();
    }

    @Test
    void anAgentsLimitLeavesTheRestToOthers() {
        var slots = new Slots(10, Map.of("narrow", 1));

        assertThat(slots.take("narrow")).isTrue();
        assertThat(slots.take("narrow")).isFalse();
        assertThat(slots.free("narrow")).isZero();
        assertThat(slots.free("wide")).isEqualTo(9);
    }

    @Test
    void anAgentsLimitMayExceedTheWorkers() {
        assertThat(new Slots(3, Map.of("wide", 100)).free("wide")).isEqualTo(3);
    }

    @Test
    void tellsOfEverySlotThatBecomesFree() {
        var slots = new Slots(1, Map.of());
        var told = new AtomicInteger();
        slots.onFree(told::incrementAndGet);

        slots.take("a");
        slots.release("a");

        assertThat(told).hasValue(1);
        assertThat(slots.frees()).isOne();
    }

    @Test
    void refusesASlotThatNobodyTook() {
        assertThatIllegalStateException().isThrownBy(() -> new Slots(1, Map.of()).release("a"));
    }
}
