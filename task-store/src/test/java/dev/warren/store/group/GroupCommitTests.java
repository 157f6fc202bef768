package dev.warren.store.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.store.group.GroupCommit.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTests {

    private static final Limits LIMITS = new Limits(100, 1000, Duration.ofSeconds(30));

    private final ConcurrentLinkedQueue<List<Integer>> groups = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<GroupCommit<?, ?>> opened = new ArrayList<>();

    @AfterEach
    void close() {
        gate.countDown();
        opened.forEach(GroupCommit::close);
    }

    @Test
    void answersEachWithItsOwnAndSharesTheStatementWhileOneIsUnderWay() {
        var commit = open(LIMITS, group -> {
            if (groups.size() == 1) {
                pass();
            }
            return group.stream().map(i -> "answer " + i).toList();
        });

        List<CompletableFuture<String>> answers = new ArrayList<>();
        answers.add(commit.submit(0));
        await().until(() -> groups.size() == 1);
        for (int i = 1; i <= 50; i++) {
            answers.add(commit.submit(i));
        }
        gate.countDown();

        for (int i = 0; i <= 50; i++) {
            assertThat(answers.get(i)).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("answer " + i);
        }
        assertThat(groups)
                .hasSize(2)
                .last()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(50)
                .isSorted();
    }

    @Test
    void goesOnWhereWhatFollowsAGroupFails() {
        var commit = open(LIMITS, group -> group.stream().map(String::valueOf).toList());
        commit.afterGroup(() -> {
            throw new IllegalStateException("the channel is closed");
        });

        assertThat(commit.submit(1)).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("1");
        assertThat(commit.submit(2)).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("2");
        assertThat(commit.submit(3)).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("3");
    }

    @Test
    void oneBadRequestFailsAlone() {
        var commit = open(LIMITS, group -> {
            if (groups.size() == 1) {
                pass();
            }
            if (group.contains(13)) {
                throw new IllegalArgumentException("bad");
            }
            return group.stream().map(String::valueOf).toList();
        });
        var first = commit.submit(1);
        await().until(() -> groups.size() == 1);
        var bad = commit.submit(13);
        var good = commit.submit(14);
        gate.countDown();

        assertThat(first).succeedsWithin(Duration.ofSeconds(5));
        assertThat(good).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("14");
        assertThatThrownBy(bad::join).hasRootCauseMessage("bad");
    }

    @Test
    void aFailureOfAllIsNotTriedOnceForEach() {
        var commit = open(LIMITS, group -> {
            if (groups.size() == 1) {
                pass();
            }
            throw new IllegalStateException("away");
        });
        commit.submit(1);
        await().until(() -> groups.size() == 1);
        var second = commit.submit(2);
        var third = commit.submit(3);
        gate.countDown();

        assertThatThrownBy(second::join).hasRootCauseMessage("away");
        assertThatThrownBy(third::join).hasRootCauseMessage("away");
        assertThat(groups).hasSize(2);
    }

    @Test
    void refusesMoreThanMayWait() {
        var commit = open(new Limits(1, 2, Duration.ofSeconds(30)), group -> {
            pass();
            return group.stream().map(String::valueOf).toList();
        });
        commit.submit(1);
        await().until(() -> groups.size() == 1);
        commit.submit(2);
        commit.submit(3);

        assertThatExceptionOfType(GroupCommit.Overloaded.class).isThrownBy(() -> commit.submit(4));
    }

    @Test
    void refusesAtOnceWhileTheStatementHangs() {
        var commit = open(new Limits(1, 100, Duration.ofNanos(1)), group -> {
            pass();
            return group.stream().map(String::valueOf).toList();
        });
        commit.submit(1);
        await().until(() -> groups.size() == 1);

        assertThatExceptionOfType(GroupCommit.Overloaded.class).isThrownBy(() -> commit.submit(2));
    }

    @Test
    void closingAnswersWhatWaitsAndTakesNoMore() {
        var commit = open(LIMITS, group -> group.stream().map(String::valueOf).toList());
        var answer = commit.submit(1);

        commit.close();

        assertThat(answer).isCompletedWithValue("1");
        assertThatExceptionOfType(GroupCommit.Overloaded.class).isThrownBy(() -> commit.submit(2));
    }

    private GroupCommit<Integer, String> open(Limits limits, Function<List<Integer>, List<String>> statement) {
        var commit = new GroupCommit<Integer, String>(
                "test",
                limits,
                group -> {
                    groups.add(group);
                    return statement.apply(group);
                },
                IllegalArgumentException.class::isInstance);
        opened.add(commit);
        return commit;
    }

    private void pass() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
