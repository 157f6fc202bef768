package dev.warren.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.consume.Unacknowledged.Acknowledgement;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnacknowledgedTests {

    private final Unacknowledged deliveries = new Unacknowledged();

    @Test
    void oneFrameSpeaksForAllThatCameTogether() {
        arrive(1, 100);

        assertThat(deliveries.acknowledge(List.of(1L, 2L, 3L))).containsExactly(new Acknowledgement(3, true));
        assertThat(deliveries.acknowledge(List.of(4L))).containsExactly(new Acknowledgement(4, false));
    }

    @Test
    void nothingIsAcknowledgedThatIsStillOpen() {
        arrive(1, 5);

        assertThat(deliveries.acknowledge(List.of(2L, 3L)))
                .containsExactly(new Acknowledgement(2, false), new Acknowledgement(3, false));
        assertThat(deliveries.acknowledge(List.of(1L, 4L))).containsExactly(new Acknowledgement(4, true));
    }

    @Test
    void aFrameNamesOnlyWhatTheBrokerStillWaitsFor() {
        arrive(1, 3);
        deliveries.acknowledge(List.of(2L, 3L));

        assertThat(deliveries.acknowledge(List.of(1L)))
                .as("the broker closes the channel where it does not know the tag")
                .containsExactly(new Acknowledgement(1, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBrokerThatFollowsTheFramesHasExactlyTheOthersLeft(long seed) {
        var random = new Random(seed);
        var atTheBroker = new TreeSet<Long>();
        var claimed = new TreeSet<Long>();
        long next = 1;
        for (int round = 0; round < 200; round++) {
            for (int i = random.nextInt(5); i > 0; i--) {
                deliveries.add(next);
                atTheBroker.add(next);
                claimed.add(next++);
            }
            List<Long> settled =
                    claimed.stream().filter(tag -> random.nextInt(3) > 0).toList();
            settled.forEach(claimed::remove);
            for (Acknowledgement frame : deliveries.acknowledge(settled)) {
                assertThat(atTheBroker).as("a tag that the broker knows").contains(frame.tag());
                if (frame.multiple()) {
                    atTheBroker.headSet(frame.tag(), true).clear();
                } else {
                    atTheBroker.remove(frame.tag());
                }
            }
            assertThat(atTheBroker).isEqualTo(claimed);
        }
    }

    private void arrive(long first, long last) {
        LongStream.rangeClosed(first, last).forEach(deliveries::add);
    }
}
