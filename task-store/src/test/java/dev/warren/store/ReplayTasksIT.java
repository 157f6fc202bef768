package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.publish.PublishableTask;
import dev.warren.store.replay.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTasksIT {

    private static final String OUTPUT = "{\"nul\":\"\\u0000\"}";

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"COMPLETED", "FAILED", "CANCELED", "EXPIRED"})
    void startsTheNextRunOfWhateverHasEnded(TaskStatus end) {
        UUID task = ended(end);
        long fence = ledger.fence(task);

        Replay replay = ledger.replayed(task);

        assertThat(replay.started()).isTrue();
        assertThat(replay.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(replay.run()).isEqualTo(2);
        assertThat(ledger.fence(task)).isEqualTo(fence + 1);
        assertThat(ledger.row(task))
                .containsEntry("attempt", 0)
                .containsEntry("failures", 0)
                .containsEntry("error_reason", null)
                .containsEntry("error_code", null)
                .containsEntry("output", null)
                .containsEntry("started_at", null)
                .containsEntry("finished_at", null)
                .containsEntry("cancel_requested_at", null);
        assertThat(ledger.publications.takeDue(1, 10))
                .extracting(PublishableTask::id, PublishableTask::run, PublishableTask::fence)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(task, 2, fence + 1));
        ledger.finish(worker, ledger.claimed(worker, task), new Ending.Completed("2"));
        assertThat(ledger.status(task)).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void aReplayBeginsWithTheFirstAgentAndRemembersNothingOfTheTalk() {
        ledger.announced("poet");
        UUID task = ledger.submitted();
        ledger.finish(worker, ledger.claimed(worker, task), new Ending.HandedOff("poet", "1"));
        ledger.finish(worker, ledger.claimed(worker, task, "poet"), new Ending.Asked("2", Duration.ofMinutes(1), "3"));
        ledger.cancel.cancel("default", task);

        assertThat(ledger.replayed(task).started()).isTrue();

        assertThat(ledger.row(task))
                .containsEntry("agent", "echo")
                .containsEntry("submitted_agent", null)
                .containsEntry("handoffs", 0)
                .containsEntry("state", null)
                .containsEntry("question_id", null)
                .containsEntry("question", null)
                .containsEntry("answer_by", null);
        assertThat(ledger.claimed(worker, task).state()).isNull();
        assertThat(ledger.jdbc.queryForObject("select final::text from task_run where task_id = ?", String.class, task))
                .contains("\"agent\":\"poet\"", "\"submitted_agent\":\"echo\"", "\"question\":2", "\"state\":3");
    }

    @Test
    void keepsTheRunThatEndedAsItWas() {
        UUID task = ended(TaskStatus.COMPLETED);

        ledger.replayed(task);

        assertThat(ledger.jdbc.queryForObject("select final::text from task_run where task_id = ?", String.class, task))
                .contains("\"status\":\"COMPLETED\"", "\"attempt\":1", "\"output\":" + OUTPUT)
                .doesNotContain("\"input\":");
        assertThat(ledger.jdbc.queryForList("select type from task_event where task_id = ?", String.class, task))
                .containsExactly("REPLAYED");
    }

    @Test
    void refusesATaskThatIsOpenAndNamesNoneOfAnotherTenant() {
        UUID queued = ledger.submitted();
        UUID running = ledger.claimed(worker, ledger.submitted()).id();
        UUID ended = ended(TaskStatus.FAILED);

        assertThat(ledger.replay.replay("default", List.of(queued, running, ledger.nextId()), Duration.ZERO))
                .extracting(Replay::task, Replay::started, Replay::status, Replay::run)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(queued, false, TaskStatus.QUEUED, 1),
                        org.assertj.core.groups.Tuple.tuple(running, false, TaskStatus.RUNNING, 1));
        assertThat(ledger.replay.replay("other", List.of(ended), Duration.ZERO)).isEmpty();
        assertThat(ledger.status(ended)).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void aSecondReplayFindsTheTaskOpen() {
        UUID task = ended(TaskStatus.FAILED);

        assertThat(ledger.replay.replay("default", List.of(task, task), Duration.ZERO))
                .singleElement()
                .satisfies(replay -> assertThat(replay.started()).isTrue());
        assertThat(ledger.replayed(task).started()).isFalse();
        assertThat(ledger.row(task)).containsEntry("run", 2);
    }

    @Test
    void noMessageAndNoResultOfTheRunBeforeTouchesTheNextOne() {
        UUID task = ledger.submitted();
        ClaimedTask first = ledger.claimed(worker, task);
        ledger.finish(worker, first, new Ending.Failed(new Problem("BAD", "bad")));

        ledger.replayed(task);

        assertThat(ledger.claim(worker, task, 1)).isEqualTo(new ClaimVerdict.RowRefuses());
        assertThat(ledger.finish(worker, first, new Ending.Completed("1"))).isEmpty();
        ledger.claimed(worker, task);
        assertThat(ledger.finish(worker, first, new Ending.Completed("1"))).isEmpty();
    }

    @Test
    void attemptsOfEachRunAreKeptApart() {
        UUID task = ended(TaskStatus.FAILED);
        ledger.replayed(task);
        ledger.finish(worker, ledger.claimed(worker, task), new Ending.Failed(new Problem("BAD", "bad")));

        assertThat(ledger.jdbc.queryForList(
                        "select run || '.' || attempt from task_attempt where task_id = ? order by 1",
                        String.class,
                        task))
                .containsExactly("1.1", "2.1");
    }

    @Test
    void theTimeToLiveCountsAnewFromTheNewDueTime() {
        UUID task = ledger.submitted(ledger.task().ttl(Duration.ofMinutes(1)));
        ledger.jdbc.update("update task set expires_at = clock_timestamp() - interval '1 h' where id = ?", task);
        ledger.sweep.expire(10);

        Replay replay = ledger.replayed(task);

        assertThat(ledger.publications.takeDue(1, 1)).singleElement().satisfies(due -> {
            assertThat(due.expiresAt()).isEqualTo(replay.dueAt().plus(Duration.ofMinutes(1)));
            assertThat(due.ttlLeft()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
        });
        assertThat(ledger.sweep.expire(10)).isEmpty();
    }

    @Test
    void manyArePacedByTheirDueTimes() {
        List<UUID> tasks = List.of(ledger.failed(), ledger.failed(), ledger.submitted(), ledger.failed());

        List<Replay> replays = ledger.replay.replay("default", tasks, Duration.ofHours(1));

        assertThat(replays)
                .extracting(Replay::status)
                .containsExactly(TaskStatus.QUEUED, TaskStatus.SCHEDULED, TaskStatus.QUEUED, TaskStatus.SCHEDULED);
        Instant first = replays.get(0).dueAt();
        assertThat(first).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
        assertThat(replays.get(1).dueAt()).isEqualTo(first.plus(Duration.ofHours(1)));
        assertThat(replays.get(3).dueAt())
                .as("an open task takes no place in the row")
                .isEqualTo(first.plus(Duration.ofHours(2)));
        assertThat(ledger.sweep.startDue(10)).isZero();
    }

    private UUID ended(TaskStatus end) {
        UUID task = ledger.submitted(ledger.task().ttl(Duration.ofHours(1)));
        switch (end) {
            case COMPLETED -> ledger.finish(worker, ledger.claimed(worker, task), new Ending.Completed(OUTPUT));
            case FAILED ->
                ledger.finish(worker, ledger.claimed(worker, task), new Ending.Failed(new Problem("BAD", "bad")));
            case CANCELED -> {
                ClaimedTask claimed = ledger.claimed(worker, task);
                ledger.cancel.cancel("default", task);
                ledger.finish(worker, claimed, new Ending.Canceled());
            }
            case EXPIRED -> {
                ledger.jdbc.update("update task set expires_at = clock_timestamp() where id = ?", task);
                ledger.sweep.expire(10);
            }
            case SCHEDULED, QUEUED, RUNNING, WAITING_INPUT -> throw new IllegalArgumentException("open: " + end);
        }
        assertThat(ledger.status(task)).isEqualTo(end);
        return task;
    }
}
