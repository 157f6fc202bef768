package dev.warren.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.chaos.cluster.Size;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    private static final Size SIZE = new Size(2, 3);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30).minusSeconds(20);

    @Test
    void theSameSeedDrawsTheSameFaults() {
        assertThat(words(42, HALF_AN_HOUR)).isEqualTo(words(42, HALF_AN_HOUR)).isNotEqualTo(words(43, HALF_AN_HOUR));
    }

    @Test
    void halfAnHourHasEveryKindAndFiftyFaultsAtLeast() {
        List<Schedule.Planned> faults =
                Schedule.draw(7, HALF_AN_HOUR, SIZE, Set.of()).faults();

        assertThat(faults).hasSizeGreaterThan(55);
        assertThat(faults.stream().map(planned -> planned.fault().id()).collect(Collectors.toSet()))
                .contains("F1", "F2", "F4", "F5", "F7", "F8", "F9", "F10", "F11", "F12", "F13", "F14", "F15", "F17")
                .contains("F18", "F20", "C7", "C14", "C18");
        assertThat(faults.stream().map(planned -> planned.fault().name()).distinct())
                .hasSize(FaultKind.values().length);
    }

    @Test
    void twoMinutesHaveTheMostTelling() {
        List<Schedule.Planned> faults =
                Schedule.draw(1, Duration.ofSeconds(100), SIZE, Set.of()).faults();

        assertThat(faults).hasSizeBetween(6, 8);
        assertThat(faults.stream().map(planned -> planned.fault().id()).toList())
                .contains("F1", "F4", "C7");
    }

    @Test
    void drawsFromTheKindsThatAreAskedForAndEachAtLeastOnce() {
        Set<String> only = Set.of("amqp-one-way", "kill-worker");

        assertThat(Schedule.draw(1, Duration.ofMinutes(5), SIZE, only).faults().stream()
                        .map(planned -> planned.fault().name()))
                .hasSizeGreaterThan(8)
                .containsOnly("AMQP link one way", "kill -9 one worker")
                .contains("AMQP link one way", "kill -9 one worker");
        assertThat(Schedule.kinds()).containsAll(only).hasSize(FaultKind.values().length);
    }

    @Test
    void faultsBeginInOrderAndWithinTheirTime() {
        List<Duration> times = Schedule.draw(3, HALF_AN_HOUR, SIZE, Set.of()).faults().stream()
                .map(Schedule.Planned::after)
                .toList();

        assertThat(times).isSorted().allSatisfy(time -> assertThat(time).isBetween(Duration.ZERO, HALF_AN_HOUR));
    }

    @Test
    void outagesOfTheLedgerAreMostlyAlone() {
        List<Schedule.Planned> ledger = Schedule.draw(11, Duration.ofHours(5), SIZE, Set.of()).faults().stream()
                .filter(planned -> planned.fault().touches().contains(Touch.LEDGER))
                .toList();

        assertThat(ledger.stream().filter(Schedule.Planned::alone).count())
                .isGreaterThan(ledger.size() / 2)
                .isLessThan(ledger.size());
    }

    @Test
    void aGroupCollidesWithItsMembers() {
        assertThat(Touch.collide("worker-1", Touch.ALL_WORKERS)).isTrue();
        assertThat(Touch.collide("worker-1", "worker-2")).isFalse();
        assertThat(Touch.collide(Touch.BROKER, Touch.BROKER_LINKS)).isFalse();
    }

    private static List<String> words(long seed, Duration window) {
        return Schedule.draw(seed, window, SIZE, Set.of()).faults().stream()
                .map(planned -> planned.after() + " " + planned.fault().name() + " "
                        + planned.fault().length() + planned.fault().touches())
                .toList();
    }
}
