package dev.warren.chaos.check;

import static dev.warren.chaos.check.Fabricated.CANCELED;
import static dev.warren.chaos.check.Fabricated.DELAYED;
import static dev.warren.chaos.check.Fabricated.EXPIRED;
import static dev.warren.chaos.check.Fabricated.FAILED;
import static dev.warren.chaos.check.Fabricated.FIRST_WORKER;
import static dev.warren.chaos.check.Fabricated.ORPHANED;
import static dev.warren.chaos.check.Fabricated.PLAIN;
import static dev.warren.chaos.check.Fabricated.RETRIED;
import static dev.warren.chaos.check.Fabricated.SECOND_WORKER;
import static dev.warren.chaos.check.Fabricated.STOPPED;
import static dev.warren.chaos.check.Fabricated.at;
import static dev.warren.chaos.check.Fabricated.end;
import static dev.warren.chaos.check.Fabricated.instant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.chaos.check.JournalFacts.Answer;
import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.journal.Entry.Purpose;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker that cannot fail proves nothing: each invariant is broken once, and must say so. */
class InvariantTests {

    private final Fabricated campaign = new Fabricated();

    static Stream<Invariant> all() {
        return Stream.of(
                new AcceptedTasksAreThere(),
                new EveryRunHasEnded(),
                new OneTaskPerSubmission(),
                new SameKeySameTask(),
                new OtherBodyIsRefused(),
                new AttemptsAreClaims(),
                new ResultsAreOfLastAttempt(),
                new FailuresWithinLimit(),
                new NeverTwoAtOnce(),
                new ChargesAreExplained(),
                new EndsAreExpected(),
                new QueuesAreEmpty(),
                new LeasesAreGone(),
                new NoStartTooEarly(),
                new NoStartAfterTtl(),
                new NoStartAfterCancel(),
                new CancelsReachWhatRuns(),
                new BackOffIsKept(),
                new LogsAreClean());
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsNothingInACampaignWithoutAFlaw(Invariant invariant) {
        InvariantResult result = invariant.check(campaign.facts());

        assertThat(result.examples()).isEmpty();
        assertThat(result.holds()).isTrue();
        assertThat(result.checked()).isPositive();
    }

    @Test
    void findsAnAcceptedTaskWithoutARow() {
        campaign.rows.remove(PLAIN);

        assertThat(broken(new AcceptedTasksAreThere())).contains(PLAIN.toString());
    }

    @Test
    void findsATaskThatNeverEnds() {
        campaign.change(PLAIN, row -> Fabricated.ending(row, "QUEUED", null));

        assertThat(broken(new EveryRunHasEnded())).contains("QUEUED");
    }

    @Test
    void findsARunThatNobodyAskedFor() {
        campaign.change(
                PLAIN,
                row -> new TaskRow(
                        row.id(),
                        row.agent(),
                        row.status(),
                        2,
                        row.attempt(),
                        row.failures(),
                        row.maxAttempts(),
                        row.fence(),
                        null,
                        Times.NONE,
                        row.createdAt(),
                        row.startedAt(),
                        row.claimedAt(),
                        row.finishedAt(),
                        Times.NONE,
                        null,
                        row.intent(),
                        row.execution(),
                        true));

        // The run before is missing, too.
        assertThat(new EveryRunHasEnded().check(campaign.facts()).violations()).isEqualTo(2);
    }

    @Test
    void findsTwoTasksOfOneSubmission() {
        var twin = new UUID(0, 99);
        campaign.rows.put(twin, Fabricated.labelled(campaign.rows.get(PLAIN), twin, "1.0"));

        assertThat(new OneTaskPerSubmission().check(campaign.facts()).examples())
                .anyMatch(example -> example.contains("two tasks"));
    }

    @Test
    void findsATaskThatNobodySubmitted() {
        var stranger = new UUID(0, 99);
        campaign.rows.put(stranger, Fabricated.labelled(campaign.rows.get(PLAIN), stranger, "77.0"));

        assertThat(broken(new OneTaskPerSubmission())).contains("by nobody");
    }

    @Test
    void findsATaskWhoseSubmissionWasRefused() {
        var submission = campaign.journal.submissions().get(1L);
        submission.answers.clear();
        submission.answers.add(new Answer(at(1), Purpose.ORIGINAL, 422, "invalid-request", List.of()));

        assertThat(broken(new OneTaskPerSubmission())).contains("was refused");
    }

    @Test
    void acceptsASubmissionWithoutAnAnswerAsOneTaskOrNone() {
        campaign.journal.submissions().get(1L).answers.clear();
        assertThat(new OneTaskPerSubmission().check(campaign.facts()).holds()).isTrue();

        campaign.rows.remove(PLAIN);
        assertThat(new OneTaskPerSubmission().check(campaign.facts()).holds()).isTrue();
    }

    @Test
    void findsAKeyThatIsAnsweredWithTwoTasks() {
        campaign.answered(PLAIN, new Answer(at(2), Purpose.DUPLICATE, 202, null, List.of(new UUID(0, 99))));

        assertThat(broken(new SameKeySameTask())).contains(PLAIN.toString());
    }

    @Test
    void findsAKeyThatIsTakenWithAnotherBody() {
        campaign.answered(PLAIN, new Answer(at(2), Purpose.OTHER_BODY, 202, null, List.of(PLAIN)));

        assertThat(broken(new OtherBodyIsRefused())).contains("202");
    }

    @Test
    void findsAnAttemptThatRanTwice() {
        end(campaign.executed(PLAIN, campaign.living, 1, 1, 1.5), 1.6, "completed");

        assertThat(broken(new AttemptsAreClaims())).contains("executed twice");
    }

    @Test
    void findsAnExecutionThatWasNeverClaimed() {
        end(campaign.executed(PLAIN, campaign.living, 1, 2, 1.5), 1.6, "completed");

        assertThat(broken(new AttemptsAreClaims())).contains("never claimed");
    }

    @Test
    void findsAClaimThatLeftNoTrace() {
        campaign.attempts.get(RETRIED).clear();

        assertThat(new AttemptsAreClaims().check(campaign.facts()).examples())
                .anyMatch(example -> example.contains("left no trace"));
    }

    @Test
    void findsAFenceThatDidNotRise() {
        campaign.change(RETRIED, row -> Fabricated.counting(row, 2, 1, 3));

        assertThat(broken(new AttemptsAreClaims())).contains("fence is 3");
    }

    @Test
    void findsTheResultOfAStaleAttempt() {
        String stale = campaign.executions.stream()
                .filter(execution -> execution.task().equals(ORPHANED) && execution.attempt() == 1)
                .findFirst()
                .orElseThrow()
                .token();
        campaign.change(ORPHANED, row -> Fabricated.resulting(row, stale));

        assertThat(broken(new ResultsAreOfLastAttempt())).contains(stale);
    }

    @Test
    void findsACompletedTaskThatNeverRan() {
        campaign.change(PLAIN, row -> Fabricated.resulting(row, null));

        assertThat(broken(new ResultsAreOfLastAttempt())).contains("nobody noted");
    }

    @Test
    void findsAResultOfATaskThatDidNotComplete() {
        campaign.change(FAILED, row -> Fabricated.resulting(row, "worker-2-20-1#1"));

        assertThat(broken(new ResultsAreOfLastAttempt())).contains("shows a result");
    }

    @Test
    void findsMoreFailuresThanAllowed() {
        campaign.change(RETRIED, row -> Fabricated.counting(row, 2, 4, 9));

        assertThat(new FailuresWithinLimit().check(campaign.facts()).examples())
                .anyMatch(example -> example.contains("at most 3"));
    }

    @Test
    void findsAFailureThatWasNotCharged() {
        campaign.change(RETRIED, row -> Fabricated.counting(row, 2, 0, 9));

        assertThat(broken(new FailuresWithinLimit())).contains("counts 0 failures");
    }

    @Test
    void findsTwoExecutionsAtOnce() {
        first(ORPHANED).alive(at(18.2));

        assertThat(broken(new NeverTwoAtOnce())).contains("still ran");
    }

    @Test
    void excusesTheFirstSecondOfAWorkerThatWakesUp() {
        campaign.dying.stoodStill(at(2.0), at(27));
        first(ORPHANED).alive(at(27.4));
        assertThat(new NeverTwoAtOnce().check(campaign.facts()).holds()).isTrue();

        first(ORPHANED).alive(at(28.4));
        assertThat(broken(new NeverTwoAtOnce())).contains("still ran");
    }

    @Test
    void excusesAnAgentThatWasToldToStop() {
        first(ORPHANED).stopped(at(18.2));

        assertThat(new NeverTwoAtOnce().check(campaign.facts()).holds()).isTrue();
    }

    @Test
    void findsALivingWorkerThatWasCalledDead() {
        campaign.dying.seen(at(60));

        assertThat(broken(new ChargesAreExplained())).contains("its worker lives");
    }

    @Test
    void findsAChargeForAWorkerThatWasStoppedInOrder() {
        campaign.faults.clear();
        campaign.faults.add(new FaultRecord("F15", "rolling restart", instant(1), instant(10), ""));

        assertThat(broken(new ChargesAreExplained())).contains("stopped in order");
    }

    @Test
    void findsARetryThatNoAgentAskedFor() {
        Execution first = first(RETRIED);
        end(first, 1.2, "completed");

        assertThat(broken(new ChargesAreExplained())).contains("no agent answered so");
    }

    @Test
    void countsATimeoutFromTheClaim() {
        campaign.timedOut(new UUID(0, 9), 1_000, 3.0, 3.5, 4.0);

        assertThat(new ChargesAreExplained().check(campaign.facts()).holds()).isTrue();
    }

    @Test
    void findsATimeoutThatCameTooEarly() {
        campaign.timedOut(new UUID(0, 9), 1_000, 3.0, 3.5, 3.8);

        assertThat(broken(new ChargesAreExplained())).contains("its timeout is 1000 ms");
    }

    @Test
    void findsATaskThatShouldHaveCompleted() {
        campaign.change(PLAIN, row -> Fabricated.ending(row, "FAILED", "UNDELIVERABLE"));
        campaign.deadLetters.add(PLAIN);

        assertThat(broken(new EndsAreExpected())).contains("UNDELIVERABLE");
    }

    @Test
    void findsATaskThatExpiredWithoutATimeToLive() {
        campaign.change(DELAYED, row -> Fabricated.ending(row, "EXPIRED", null));
        campaign.deadLetters.add(DELAYED);

        assertThat(broken(new EndsAreExpected())).contains("no time to live");
    }

    @Test
    void findsATaskThatNobodyCanceled() {
        campaign.journal.cancels().remove(CANCELED);

        assertThat(broken(new EndsAreExpected())).contains("nobody canceled it");
    }

    @Test
    void findsAMissingAndASurplusDeadLetter() {
        campaign.deadLetters.remove(FAILED);
        campaign.deadLetters.add(PLAIN);

        assertThat(new EndsAreExpected().check(campaign.facts()).violations()).isEqualTo(2);
    }

    @Test
    void findsMessagesThatAreLeft() {
        campaign.queues.add(new QueueState("warren.dead-letters", 3, 1));

        assertThat(broken(new QueuesAreEmpty())).contains("warren.dead-letters");
    }

    @Test
    void findsALeaseOfADeadWorker() {
        campaign.change(PLAIN, row -> Fabricated.running(row, FIRST_WORKER));

        assertThat(broken(new LeasesAreGone())).contains("not alive");
    }

    @Test
    void findsALeaseThatIsLeftWithALivingWorker() {
        campaign.change(PLAIN, row -> Fabricated.running(row, SECOND_WORKER));

        assertThat(broken(new LeasesAreGone())).contains("is alive");
    }

    @Test
    void findsAStartBeforeTheDelayIsOver() {
        campaign.change(DELAYED, row -> Fabricated.claimed(row, 2.9, 2.9));

        assertThat(broken(new NoStartTooEarly())).contains("was claimed at");
    }

    @Test
    void findsAStartAfterTheTimeToLive() {
        campaign.change(PLAIN, row -> Fabricated.expiring(row, 1.04));

        assertThat(broken(new NoStartAfterTtl())).contains("its time was over");
    }

    @Test
    void findsAnExpiredTaskThatRan() {
        end(campaign.executed(EXPIRED, campaign.living, 1, 1, 1.1), 1.2, "completed");

        assertThat(broken(new NoStartAfterTtl())).contains("expired, and ran");
    }

    @Test
    void findsAStartAfterTheCancelWasAnswered() {
        end(campaign.executed(CANCELED, campaign.living, 1, 1, 6.1), 6.2, "completed");

        assertThat(broken(new NoStartAfterCancel())).contains("started after its cancel");
    }

    @Test
    void findsACancelThatWasForgotten() {
        campaign.cancelAnswered(PLAIN, 1.1, 202, "RUNNING");

        assertThat(broken(new NoStartAfterCancel())).contains("it ended COMPLETED");
    }

    @Test
    void findsACancelThatWasRefusedThoughTheTaskWasOpen() {
        campaign.cancelAnswered(PLAIN, 1.1, 409, "-");

        assertThat(broken(new NoStartAfterCancel())).contains("answered 409");
    }

    @Test
    void findsACancelThatReachesItsTaskTooLate() {
        campaign.cancelAnswered(STOPPED, 85, 202, "RUNNING");

        assertThat(broken(new CancelsReachWhatRuns())).contains("5.100 s");
    }

    @Test
    void findsARetryBeforeItsBackOff() {
        campaign.change(RETRIED, row -> Fabricated.claimed(row, 1.05, 1.5));

        assertThat(broken(new BackOffIsKept())).contains("shortest back-off");
    }

    @Test
    void findsAForbiddenLineInALog() {
        campaign.forbidden.add("gateway-1.log: deadlock detected");

        assertThat(broken(new LogsAreClean())).contains("deadlock");
    }

    @Test
    void measuresFromTheKillToTheNextClaim() {
        Recovery recovery = MeasureRecovery.measure(campaign.facts()).getFirst();

        assertThat(recovery.tasks().count()).isEqualTo(1);
        assertThat(recovery.tasks().p99()).isEqualTo(at(17.9) - at(2));
        assertThat(recovery.inTime()).isTrue();
    }

    @Test
    void findsARecoveryThatTookTooLong() {
        campaign.change(ORPHANED, row -> Fabricated.claimed(row, 1.05, 22.1));
        List<Recovery> recoveries = MeasureRecovery.measure(campaign.facts());

        assertThat(broken(new RecoversInTime(recoveries))).contains("20.100 s");
    }

    @Test
    void asksOfAKilledGatewayThatTheOtherOneSweeps() {
        campaign.faults.clear();
        campaign.faults.add(new FaultRecord("F2", "kill -9 a gateway", instant(30), instant(30), "gateway-1"));
        campaign.change(DELAYED, row -> Fabricated.claimed(row, 40.2, 40.2));
        List<Recovery> recoveries = MeasureRecovery.measure(campaign.facts());

        assertThat(recoveries).extracting(Recovery::id).containsExactly("F2", "F3");
        assertThat(broken(new RecoversInTime(recoveries))).startsWith("F3").contains("10.200 s");
    }

    @Test
    void leavesOutWhatAnEarlierFaultHasPiledUp() {
        for (int i = 0; i < 40; i++) {
            campaign.waiting(new UUID(2, 100 + i), 30.5);
        }
        campaign.faults.add(new FaultRecord("F4", "kill -9 RabbitMQ", instant(29), instant(30), ""));

        assertThat(MeasureRecovery.measure(campaign.facts())
                        .getLast()
                        .excluded()
                        .count())
                .as("they waited when it struck")
                .isEqualTo(40);

        campaign.faults.set(1, new FaultRecord("F4", "kill -9 RabbitMQ", instant(0.5), instant(30), ""));

        assertThat(MeasureRecovery.measure(campaign.facts()).getLast().tasks().count())
                .as("it struck before they came")
                .isEqualTo(40);
    }

    private Execution first(UUID task) {
        return campaign.executions.stream()
                .filter(execution -> execution.task().equals(task) && execution.attempt() == 1)
                .findFirst()
                .orElseThrow();
    }

    /** What the invariant says about the campaign's one violation. */
    private String broken(Invariant invariant) {
        InvariantResult result = invariant.check(campaign.facts());
        assertThat(result.violations()).as(result.examples().toString()).isEqualTo(1);
        return result.examples().getFirst();
    }
}
