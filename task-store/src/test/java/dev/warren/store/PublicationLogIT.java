package dev.warren.store;

import static dev.warren.store.LedgerUnderTest.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.Finished;
import dev.warren.store.publish.PublicationLog.Progress;
import dev.warren.store.publish.PublicationLog.Publication;
import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PublicationLogIT {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    // The broker's generation

    @Test
    void ofManyGatewaysThatFindANewBrokerOneRaisesTheGeneration() throws Exception {
        List<Callable<Integer>> gateways = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            gateways.add(() -> ledger.sweep.raiseGeneration(1));
        }

        try (var threads = Executors.newFixedThreadPool(gateways.size())) {
            for (Future<Integer> present : threads.invokeAll(gateways)) {
                assertThat(present.get()).isEqualTo(2);
            }
        }
        assertThat(ledger.sweep.tick().brokerGeneration()).isEqualTo(2);
    }

    @Test
    void aRaisedGenerationPublishesEverythingThatTheOlderBrokerHad() {
        List<UUID> lost = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID task = ledger.submitted();
            ledger.publications.confirm(List.of(new Publication(task, 1, 1)));
            lost.add(task);
        }
        UUID running = ledger.claimed(worker, ledger.submitted()).id();
        UUID scheduled = ledger.submitted(ledger.task().after(Duration.ofHours(1)));
        assertThat(ledger.sweep.tick().olderLeft()).isFalse();

        ledger.sweep.raiseGeneration(1);

        assertThat(ledger.sweep.tick().olderLeft()).isTrue();
        assertThat(ledger.publications.republishOlder(3)).isEqualTo(3);
        assertThat(ledger.publications.republishOlder(3)).isEqualTo(2);
        assertThat(ledger.sweep.tick().olderLeft()).isTrue();
        assertThat(ledger.publications.republishOlder(3)).isZero();
        assertThat(ledger.sweep.tick().olderLeft()).as("the end is reported").isFalse();
        assertThat(ledger.publications.takeDue(2, 10))
                .extracting(PublishableTask::id)
                .containsExactlyInAnyOrderElementsOf(lost);
        assertThat(ledger.status(running)).isEqualTo(TaskStatus.RUNNING);
        assertThat(ledger.status(scheduled)).isEqualTo(TaskStatus.SCHEDULED);
    }

    @Test
    void whatTheNewBrokerHasIsNotPublishedAgain() {
        UUID task = ledger.submitted();
        ledger.sweep.raiseGeneration(1);
        assertThat(ledger.publications.confirm(List.of(new Publication(task, 1, 2))))
                .isOne();

        assertThat(ledger.publications.republishOlder(10)).isZero();
        assertThat(ledger.sweep.tick().olderLeft()).isFalse();
    }

    @Test
    void aLateConfirmOfAnOlderGenerationDoesNotHideTheLoss() {
        UUID task = ledger.submitted();
        makeDue();
        ledger.publications.takeDue(1, 10);
        ledger.sweep.raiseGeneration(1);

        assertThat(ledger.publications.confirm(List.of(new Publication(task, 1, 1))))
                .isZero();
        assertThat(ledger.publications.republishOlder(10)).isOne();
        assertThat(ledger.publications.confirm(List.of(new Publication(task, 1, 1))))
                .as("later still")
                .isZero();
        assertThat(ledger.publications.takeDue(2, 10))
                .extracting(PublishableTask::id)
                .containsExactly(task);
    }

    @Test
    void aConfirmThatRacesTheRaiseIsNeitherLostNorBelieved() throws Exception {
        for (int round = 1; round <= 20; round++) {
            int generation = round;
            UUID task = ledger.submitted();
            makeDue();
            ledger.publications.takeDue(generation, 10);
            try (var threads = Executors.newFixedThreadPool(2)) {
                threads.invokeAll(List.<Callable<Integer>>of(
                        () -> ledger.publications.confirm(List.of(new Publication(task, 1, generation))),
                        () -> ledger.sweep.raiseGeneration(generation)));
            }

            ledger.publications.republishOlder(100);

            assertThat(ledger.publications.takeDue(generation + 1, 100))
                    .as("round %d", round)
                    .extracting(PublishableTask::id)
                    .contains(task);
        }
    }

    @Test
    void nothingIsTakenForABrokerOfAnotherGeneration() {
        ledger.submitted();
        makeDue();
        ledger.sweep.raiseGeneration(1);

        assertThat(ledger.publications.takeDue(1, 10)).isEmpty();
        assertThat(ledger.publications.takeDue(2, 10)).hasSize(1);
    }

    // Overtaken messages

    @Test
    void whatAYoungerMessageHasOvertakenIsPublishedAgain() {
        UUID lost = confirmed(Duration.ofMinutes(10), 5);
        UUID otherPriority = confirmed(Duration.ofMinutes(10), 9);
        UUID claimed = confirmed(Duration.ofMinutes(5), 5);
        UUID younger = confirmed(Duration.ofMinutes(4), 5);
        ledger.claimed(worker, claimed);

        List<Progress> progress = ledger.publications.progress();

        assertThat(progress).singleElement().satisfies(seen -> {
            assertThat(seen.agent()).isEqualTo(ECHO);
            assertThat(seen.lane()).isEqualTo("shared");
            assertThat(seen.priority()).isEqualTo(5);
        });
        assertThat(ledger.publications.republishOvertaken(progress.getFirst(), 10))
                .isOne();
        assertThat(ledger.publications.takeDue(1, 10))
                .extracting(PublishableTask::id)
                .containsExactly(lost);
        assertThat(ledger.row(otherPriority).get("published_at")).isNotNull();
        assertThat(ledger.row(younger).get("published_at")).isNotNull();
    }

    @Test
    void eachPublicationOfAnOvertakenTaskIsGivenTwiceTheTime() {
        UUID lost = confirmed(Duration.ofSeconds(59), 5);
        Progress seen = new Progress(ECHO, "shared", 5, Instant.now());

        assertThat(ledger.publications.republishOvertaken(seen, 10))
                .as("published once: 60 s")
                .isZero();
        age(lost, Duration.ofSeconds(61));
        assertThat(ledger.publications.republishOvertaken(seen, 10)).isOne();
        ledger.publications.takeDue(1, 10);
        ledger.publications.confirm(List.of(new Publication(lost, 1, 1)));
        age(lost, Duration.ofSeconds(119));
        assertThat(ledger.publications.republishOvertaken(seen, 10))
                .as("published twice: 120 s")
                .isZero();
        age(lost, Duration.ofSeconds(121));
        assertThat(ledger.publications.republishOvertaken(seen, 10)).isOne();
    }

    @Test
    void progressIsMeasuredByThePublicationThatWasClaimedNotByTheTasksAge() {
        UUID task = confirmed(Duration.ofMinutes(10), 5);
        ledger.finish(worker, ledger.claimed(worker, task), new Ending.Released());
        ledger.publications.takeDue(1, 10);
        ledger.claimed(worker, task);

        assertThat(ledger.publications.progress())
                .singleElement()
                .satisfies(
                        seen -> assertThat(seen.sentAt()).isAfter(Instant.now().minusSeconds(60)));
    }

    // Messages that find no queue

    @Test
    void aTaskWhoseMessagesFindNoQueueForFiveMinutesFails() {
        UUID task = ledger.submitted();
        giveBack(task);
        assertThat(ledger.sweep.failUnroutable(FIVE_MINUTES, 10)).isEmpty();

        ledger.jdbc.update("update task set unroutable_since = unroutable_since - interval '5 min' where id = ?", task);
        giveBack(task);

        assertThat(ledger.sweep.failUnroutable(FIVE_MINUTES, 10))
                .containsExactly(new Finished(task, 1, 1, TaskStatus.FAILED, FailureReason.UNDELIVERABLE));
        assertThat(ledger.row(task)).containsEntry("error_code", "UNROUTABLE");
    }

    @Test
    void aBrokerThatIsAwayForFiveMinutesFailsNobody() {
        UUID task = ledger.submitted();
        giveBack(task);
        ledger.jdbc.update("""
                update task set unroutable_since = unroutable_since - interval '6 min',
                    returned_at = returned_at - interval '6 min' where id = ?""", task);

        assertThat(ledger.sweep.failUnroutable(FIVE_MINUTES, 10)).isEmpty();
    }

    @Test
    void aMessageThatFoundItsQueueAtLastStartsTheCountAnew() {
        UUID confirmed = ledger.submitted();
        giveBack(confirmed);
        ledger.publications.confirm(List.of(new Publication(confirmed, 1, 1)));
        UUID claimed = ledger.submitted();
        giveBack(claimed);
        ledger.claimed(worker, claimed);

        assertThat(ledger.row(confirmed)).containsEntry("unroutable_since", null);
        assertThat(ledger.row(claimed)).containsEntry("unroutable_since", null);
    }

    @Test
    void aReturnOfAnOlderPublicationSaysNothing() {
        UUID task = ledger.submitted();
        ledger.finish(worker, ledger.claimed(worker, task), new Ending.Released());

        assertThat(ledger.publications.returned(List.of(new Publication(task, 1, 1))))
                .isZero();
    }

    @Test
    void whatCameBackIsTriedAgainWithinAMinute() {
        UUID task = ledger.submitted();
        ledger.jdbc.update("update task set publish_at = clock_timestamp(), publishes = 9 where id = ?", task);
        ledger.publications.takeDue(1, 10);

        giveBack(task);

        assertThat(ledger.jdbc.queryForObject(
                        "select publish_at <= clock_timestamp() + interval '1 min' from task where id = ?",
                        Boolean.class,
                        task))
                .isTrue();
    }

    // Time to live

    @Test
    void aDuePublicationSaysHowLongItsMessageMayLive() {
        UUID mortal = ledger.submitted(ledger.task().ttl(Duration.ofMinutes(10)));
        UUID immortal = ledger.submitted();
        UUID started = ledger.submitted(ledger.task().ttl(Duration.ofMinutes(10)));
        ledger.finish(worker, ledger.claimed(worker, started), new Ending.Released());
        makeDue();

        List<PublishableTask> due = ledger.publications.takeDue(1, 10);

        assertThat(due).extracting(PublishableTask::id).containsExactly(mortal, immortal, started);
        assertThat(due.get(0).ttlLeft()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(due.get(1).ttlLeft()).isNull();
        assertThat(due.get(2).ttlLeft()).as("it has started once").isNull();
        assertThat(due.get(2).expiresAt()).isNull();
    }

    // Queues that lost what they had

    @Test
    void aLossIsFoundAmongWhatWasConfirmedSince() {
        UUID lost = confirmed(Duration.ofMinutes(1), 5);
        UUID kept = ledger.submitted();
        ledger.publications.confirm(List.of(new Publication(kept, 1, 1)));

        assertThat(ledger.publications.republishLost(ECHO, "shared", Duration.ofSeconds(30), 10))
                .isOne();
        assertThat(ledger.publications.takeDue(1, 10))
                .extracting(PublishableTask::id)
                .containsExactly(lost);
    }

    private void giveBack(UUID task) {
        assertThat(ledger.publications.returned(List.of(new Publication(task, ledger.fence(task), 1))))
                .isOne();
    }

    private void makeDue() {
        ledger.jdbc.update("update task set publish_at = clock_timestamp() where status = 'QUEUED'");
    }

    /** A task whose message was sent and confirmed so long ago. */
    private UUID confirmed(Duration ago, int priority) {
        UUID task = ledger.submitted(ledger.task().priority(priority));
        assertThat(ledger.publications.confirm(List.of(new Publication(task, 1, 1))))
                .isOne();
        age(task, ago);
        return task;
    }

    private void age(UUID task, Duration ago) {
        ledger.jdbc.update("""
                update task set sent_at = clock_timestamp() - ? * interval '1 ms',
                    published_at = clock_timestamp() - ? * interval '1 ms',
                    publish_at = clock_timestamp() - ? * interval '1 ms' + interval '1 h'
                where id = ?""", ago.toMillis(), ago.toMillis(), ago.toMillis(), task);
    }
}
