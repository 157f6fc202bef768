package dev.warren.store.model;

import static dev.warren.store.model.Mutation.change;
import static dev.warren.store.model.Mutation.of;

import dev.warren.store.model.LiveFunction.Change;
import java.util.stream.Stream;

/** The rules of locks and of time, each taken out and shown by two sessions that meet. */
final class InterleavedMutations {

    private static final Change UNORDERED = change("order by t.id for update", "order by t.id desc for update");
    private static final Change UNLOCKED = change("order by t.id for update", "order by t.id");
    private static final Change SKIPPING = change("order by t.id for update", "order by t.id for update skip locked");
    private static final Change WAITING = change("for update skip locked", "for update");

    private InterleavedMutations() {}

    static Stream<Mutation> all() {
        return Stream.of(attempts(), submit(), sweeps(), recovery()).flatMap(some -> some);
    }

    private static Stream<Mutation> attempts() {
        return Stream.of(
                of("claim", "a claim waits for a locked row", SKIPPING)
                        .shownBy(ClaimScenarios::waitsForARowThatSomebodyHasAtHand),
                of("claim", "rows are locked in the order of ids", UNORDERED)
                        .shownBy(ClaimScenarios::locksInTheOrderOfIds),
                of("claim", "rows are locked first, then compared", UNLOCKED)
                        .shownBy(ClaimScenarios::looksAtTheClockAfterItHasWaited),
                of(
                                "claim",
                                "time is the clock's, not the transaction's",
                                change("t.expires_at > clock_timestamp()", "t.expires_at > now()"))
                        .shownBy(ClaimScenarios::looksAtTheClockAfterItHasWaited),
                of(
                                "claim",
                                "the newest version of a row is compared",
                                change("t.status || '' = 'QUEUED' and t.fence = r.fence", "true"),
                                change("t.status || '' = 'QUEUED'", "true"))
                        .shownBy(ClaimScenarios::seesWhatItWaitedFor),
                of("claim", "a claim lets its worker's beats pass", change("for key share", "for share"))
                        .shownBy(ClaimScenarios::letsTheBeatPass),
                of("finish", "a result waits for a locked row", SKIPPING)
                        .shownBy(FinishScenarios::waitsForARowThatSomebodyHasAtHand),
                of("finish", "rows are locked in the order of ids", UNORDERED)
                        .shownBy(FinishScenarios::locksInTheOrderOfIds),
                of("finish", "rows are locked first, then judged", UNLOCKED)
                        .shownBy(FinishScenarios::honoursACancelItWaitedFor),
                of(
                                "cancel",
                                "the row is locked first, then judged",
                                change("and t.tenant = _tenant for update", "and t.tenant = _tenant"))
                        .shownBy(FinishScenarios::aCancelSeesTheClaimItWaitedFor));
    }

    private static Stream<Mutation> submit() {
        String reads = "with req as (";
        return Stream.of(
                of("submit", "keys are taken in their order", change("order by r.tenant, r.key, r.id", "order by r.id"))
                        .shownBy(SubmitScenarios::takesKeysInTheirOrder),
                of(
                                "submit",
                                "the winner of a key is read by a second statement",
                                change("if _keyed then", "if false then"),
                                change(reads, """
                                        with keys as (
                                            insert into idempotency_key (tenant, key, body_hash, task_id)
                                            select r.tenant, r.key, r.body_hash, r.id
                                            from unnest(_id, _tenant, _key, _body_hash) r (id, tenant, key, body_hash)
                                            where r.key is not null
                                            order by r.tenant, r.key, r.id
                                            on conflict do nothing
                                        ), req as ("""))
                        .shownBy(SubmitScenarios::seesTheWinnerOfAKeyItWaitedFor),
                of(
                                "submit",
                                "time is read after the wait for a key",
                                change("_now := clock_timestamp()", "_now := now()"))
                        .shownBy(SubmitScenarios::countsTimeFromWhenItsKeyWasFree));
    }

    private static Stream<Mutation> sweeps() {
        return Stream.of(
                of(
                                "declare_dead",
                                "dead is a compare-and-set on the worker's row",
                                change(
                                        "w.last_beat < clock_timestamp() - interval '15 s'",
                                        "w.incarnation in (select s.incarnation from worker s"
                                                + " where s.last_beat < clock_timestamp() - interval '15 s')"))
                        .shownBy(SweepScenarios::aBeatInTimeKeepsTheWorkerAlive),
                skips("take_over", SweepScenarios::aTakeoverSkipsWhatIsAtHand),
                skips("start_due", SweepScenarios::aTimerSkipsWhatIsAtHand),
                skips("expire", SweepScenarios::anExpirySkipsWhatIsAtHand),
                skips("end_overdue", SweepScenarios::aTimeoutSkipsWhatIsAtHand),
                skips("publish_due", SweepScenarios::aPublisherSkipsWhatIsAtHand),
                skips("confirm_published", SweepScenarios::aConfirmSkipsWhatIsAtHand),
                skips("republish_lost", SweepScenarios::aRepublicationSkipsWhatIsAtHand));
    }

    private static Stream<Mutation> recovery() {
        Change present = change("lock_publications(false)", "(select c.broker_generation from ledger_clock c)");
        return Stream.of(
                of("confirm_published", "a confirm holds up the raise of the generation, or waits for it", present)
                        .shownBy(RecoveryScenarios::aConfirmThatARaiseOvertookIsLost),
                of("publish_due", "a publisher holds up the raise of the generation, or waits for it", present)
                        .shownBy(RecoveryScenarios::aPublisherThatARaiseOvertookGetsNothing),
                of(
                                "raise_generation",
                                "whoever raises the generation is alone",
                                change("lock_publications(true)", "(select c.broker_generation from ledger_clock c)"))
                        .shownBy(RecoveryScenarios::aConfirmThatARaiseOvertookIsLost),
                of("replay", "rows are locked first, then judged", change("order by t.id for update", "order by t.id"))
                        .shownBy(RecoveryScenarios::oneOfTwoOperatorsReplays),
                of(
                                "settle_dead_messages",
                                "rows are locked first, then judged",
                                change("order by t.id for update", "order by t.id"))
                        .shownBy(RecoveryScenarios::oneOfTwoGatewaysSettlesADeadMessage));
    }

    private static Mutation skips(String function, Scenario scenario) {
        return of(function, "sweepers skip rows that somebody has at hand", WAITING)
                .shownBy(scenario);
    }
}
