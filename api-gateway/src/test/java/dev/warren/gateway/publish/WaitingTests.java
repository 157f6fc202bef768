package dev.warren.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final Waiting waiting = new Waiting(3);

    @Test
    void keepsTheOrderOfCommits() throws Exception {
        List<PublishableTask> tasks = tasks(3);
        waiting.add(tasks, LONG);

        assertThat(List.of(next(), next(), next())).isEqualTo(tasks);
    }

    @Test
    void leavesToTheLedgerWhatItHasNoRoomFor() throws Exception {
        List<PublishableTask> tasks = tasks(4);
        waiting.add(tasks, LONG);

        assertThat(List.of(next(), next(), next())).isEqualTo(tasks.subList(0, 3));
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void passesOverWhatTheLedgerMayHaveGivenToAnother() throws Exception {
        waiting.add(tasks(1), Duration.ZERO);

        assertThat(waiting.next(Duration.ZERO)).isNull();
    }

    @Test
    void sendsAgainFirstWhatDidNotArrive() throws Exception {
        List<PublishableTask> lost = tasks(2);
        List<PublishableTask> fresh = tasks(1);
        waiting.add(fresh, LONG);

        waiting.putBack(lost.stream().map(task -> Outgoing.within(LONG, task)).toList());

        assertThat(List.of(next(), next(), next())).containsExactly(lost.get(0), lost.get(1), fresh.get(0));
    }

    private PublishableTask next() throws InterruptedException {
        return waiting.next(Duration.ZERO).task();
    }

    private static List<PublishableTask> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new PublishableTask(UUID.randomUUID(), 1, 1, "echo", "shared", "default", 5, null, null, null))
                .toList();
    }
}
