package dev.warren.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareSlotsTests {

    private final AgentQueue one = new AgentQueue("one", null);
    private final AgentQueue two = new AgentQueue("two", null);
    private final AgentQueue three = new AgentQueue("three", null);
    private final long now = System.nanoTime();

    @Test
    void idleQueuesHaveEqualShares() {
        one.begin(1, now);

        assertThat(shares(now)).containsExactly(66, 66, 66);
    }

    @Test
    void theQueueThatMessagesComeFromHasMost() {
        one.begin(1, now - 1).heard(now);

        assertThat(shares(now)).containsExactly(160, 20, 20);
    }

    @Test
    void aQueueStaysBusyWhileItsConsumerIsReplaced() {
        one.begin(1, now - 1).heard(now);
        one.end();
        assertThat(shares(now)).containsExactly(160, 20, 20);

        one.begin(1, now + 1);

        assertThat(shares(now)).containsExactly(160, 20, 20);
    }

    @Test
    void aQueueThatHasGoneQuietIsIdleHoweverOftenItsConsumerIsReplaced() {
        long later = now + Duration.ofSeconds(10).toNanos();
        one.begin(1, now - 1).heard(now);
        one.end();
        one.begin(1, later - 1);
        one.end();

        assertThat(shares(later)).containsExactly(66, 66, 66);
    }

    private List<Integer> shares(long at) {
        List<AgentQueue> all = List.of(one, two, three);
        return all.stream().map(queue -> ShareSlots.of(200, queue, all, at)).toList();
    }
}
