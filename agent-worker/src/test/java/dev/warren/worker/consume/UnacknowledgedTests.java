package dev.warren.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.consume.Unacknowledged.Acknowledgement;
import java.util.ArrayList;
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

        assertThat(acknowledged(1L, 2L, 3L)).containsExactly(new Acknowledgement(3, true));
        assertThat(acknowledged(4L)).containsExactly(new Acknowledgement(4, false));
    }

    @Test
    void nothingIsAcknowledgedThatIsStillOpen() {
        arrive(1, 5);

        assertThat(acknowledged(2L, 3L)).containsExactly(new Acknowledgement(2, false), new Acknowledgement(3, false));
        assertThat(acknowledged(1L, 4L)).containsExactly(new Acknowledgement(4, true));
    }

    @Test
    void aFrameNamesOnlyWhatTheBrokerStillWaitsFor() {
        arrive(1, 3);
        acknowledged(2L, 3L);

        assertThat(acknowledged(1L))
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
            for (Acknowledgement frame : acknowledged(settled)) {
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

    @Test
    void framesOfTwoThreadsReachTheBrokerInAnOrderThatItUnderstands() throws Exception {
        int most = 20_000;
        arrive(1, most);
        var atTheBroker = new TreeSet<>(LongStream.rangeClosed(1, most).boxed().toList());
        List<Long> unknown = new ArrayList<>();
        var threads = new ArrayList<Thread>();
        for (int thread = 0; thread < 2; thread++) {
            long offset = thread;
            threads.add(Thread.ofPlatform()
                    .start(() -> LongStream.rangeClosed(1, most / 2)
                            .map(i -> 2 * i - offset)
                            .forEach(tag -> deliveries.acknowledge(List.of(tag), frame -> {
                                if (!atTheBroker.contains(frame.tag())) {
                                    unknown.add(frame.tag());
                                } else if (frame.multiple()) {
                                    atTheBroker.headSet(frame.tag(), true).clear();
                                } else {
                                    atTheBroker.remove(frame.tag());
                                }
                            }))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(unknown)
                .as("the broker closes the channel at the first of these")
                .isEmpty();
        assertThat(atTheBroker).isEmpty();
    }

    private List<Acknowledgement> acknowledged(Long... tags) {
        return acknowledged(List.of(tags));
    }

    private List<Acknowledgement> acknowledged(List<Long> tags) {
        List<Acknowledgement> frames = new ArrayList<>();
        deliveries.acknowledge(tags, frames::add);
        return frames;
    }

    private void arrive(long first, long last) {
        LongStream.rangeClosed(first, last).forEach(deliveries::add);
    }
}
