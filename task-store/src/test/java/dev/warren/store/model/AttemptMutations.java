package dev.warren.store.model;

import static dev.warren.store.model.Mutation.change;
import static dev.warren.store.model.Mutation.of;
import static dev.warren.store.model.Mutation.without;

import java.util.stream.Stream;

/** The rules of how attempts begin and end, taken out one at a time. */
final class AttemptMutations {

    private static final String NEVER = "interval '100 years'";

    private AttemptMutations() {}

    static Stream<Mutation> all() {
        return Stream.of(claim(), finish(), cancel(), takeOver(), endOverdue()).flatMap(some -> some);
    }

    private static Stream<Mutation> claim() {
        return Stream.of(
                of("claim", "a message is good for the fence it was published for", without("and t.fence = r.fence")),
                of("claim", "a task is claimed from its own agent's queue", without("and t.agent = r.agent")),
                of(
                        "claim",
                        "only QUEUED is claimed",
                        change("t.status || '' = 'QUEUED'", "t.status || '' in ('QUEUED', 'SCHEDULED')")),
                of(
                        "claim",
                        "nothing starts after its time to live",
                        without(
                                "and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())")),
                of("claim", "the time to live is for the first start only", without("t.started_at is not null or")),
                of(
                        "claim",
                        "nothing starts while its agent is paused",
                        without("and not exists (select from agent a where a.name = t.agent and a.paused)")),
                of("claim", "only a living worker claims", without("and w.state = 'ALIVE'")),
                of(
                        "claim",
                        "a draining worker claims nothing",
                        change("w.state = 'ALIVE'", "w.state in ('ALIVE', 'DRAINING')")),
                of("claim", "a claim raises the fence", change("fence = t.fence + 1", "fence = t.fence")),
                of("claim", "a refusal of the worker gives the message back", change("'NOT_ME'", "'ROW'")),
                of("claim", "a refusal by the row is final", change("else 'ROW' end", "else 'NOT_ME' end")),
                of(
                        "claim",
                        "the run remembers its first start",
                        change("coalesce(t.started_at, clock_timestamp())", "clock_timestamp()")),
                of("claim", "a claimed task is not published", without("publish_at = null,")),
                of(
                                "claim",
                                "nothing starts after its cancel was answered",
                                without("and t.cancel_requested_at is null"))
                        .shownBy(ClaimScenarios::refusesWhatIsCanceled),
                of(
                                "claim",
                                "a group names a task once",
                                change("group by r.id, r.fence, r.agent", "group by r.id, r.fence, r.agent, r.version"))
                        .shownBy(ClaimScenarios::oneOfTwoMessagesInAGroupClaims));
    }

    private static Stream<Mutation> finish() {
        return Stream.of(
                of("finish", "a result needs the fence of its claim", without("and r.fence = l.fence")),
                of(
                        "finish",
                        "a result needs the incarnation of its claim",
                        without("and t.owner is not distinct from _incarnation")),
                of(
                        "finish",
                        "a result needs a task that runs",
                        change("t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation", "true")),
                of("finish", "a cancel decides every way out", without("l.canceled or")),
                of(
                        "finish",
                        "failures are compared with the attempts allowed",
                        without("when l.failures + 1 >= l.max_attempts then 'FAILED'")),
                of(
                        "finish",
                        "giving back is free",
                        change(
                                "r.outcome in ('RETRIED', 'TIMED_OUT') as charged",
                                "r.outcome in ('RETRIED', 'TIMED_OUT', 'RELEASED') as charged")),
                of(
                        "finish",
                        "a retry is charged",
                        change("r.outcome in ('RETRIED', 'TIMED_OUT')", "r.outcome in ('TIMED_OUT')")),
                of(
                        "finish",
                        "giving back raises the fence",
                        change("case when d.next = 'QUEUED' then 1 else 0 end", "0")),
                of("finish", "an attempt has one outcome", change("select distinct on (r.id) r.*", "select r.*")),
                of(
                        "finish",
                        "a retry waits for its back-off",
                        change("clock_timestamp() + d.delay_ms * interval '1 ms'", "clock_timestamp()")),
                of(
                        "finish",
                        "what is given back is published again",
                        change(
                                "'QUEUED' then clock_timestamp() end",
                                "'QUEUED' then clock_timestamp() + " + NEVER + " end")),
                of(
                        "finish",
                        "only a completed task has an output",
                        change("case when d.next = 'COMPLETED' then d.output::json end", "d.output::json")),
                of(
                        "finish",
                        "every failed attempt is remembered",
                        change("where d.next <> 'COMPLETED'", "where false")));
    }

    private static Stream<Mutation> cancel() {
        return Stream.of(
                of("cancel", "a tenant cancels its own tasks", without("and t.tenant = _tenant")),
                of(
                        "cancel",
                        "a running task is ended by its worker",
                        change("case when t.status = 'RUNNING' then t.status else 'CANCELED' end", "'CANCELED'")),
                of("cancel", "a second cancel changes nothing", without("and l.cancel_requested_at is null")),
                of(
                        "cancel",
                        "an ended task stays as it is",
                        without("and l.status in ('SCHEDULED', 'QUEUED', 'RUNNING', 'WAITING_INPUT')")),
                of(
                        "cancel_requests",
                        "only canceled attempts are asked to end",
                        without("and t.cancel_requested_at is not null")),
                of("leases", "a worker hears of its own leases", without("t.owner = _incarnation and")));
    }

    private static Stream<Mutation> takeOver() {
        return Stream.of(
                of("take_over", "only what the dead own is taken", change("w.state in ('DEAD', 'STOPPED')", "true")),
                of(
                        "take_over",
                        "dead is what was declared so, not what looks silent",
                        change("w.state in ('DEAD', 'STOPPED')", "w.last_beat < clock_timestamp() - interval '15 s'")),
                of(
                        "take_over",
                        "each sweep looks at every dead incarnation",
                        change(
                                "w.state in ('DEAD', 'STOPPED')",
                                "w.state in ('DEAD', 'STOPPED') and w.last_beat > clock_timestamp() - interval '20 s'")),
                of(
                        "take_over",
                        "a cancel outlives the worker",
                        without("when t.cancel_requested_at is not null then 'CANCELED'")),
                of(
                        "take_over",
                        "failures are compared with the attempts allowed",
                        without("when t.failures + 1 >= t.max_attempts then 'FAILED'")),
                of(
                        "take_over",
                        "what kills every worker is poison",
                        without("when t.worker_deaths + 1 >= t.max_attempts then 'POISON'")),
                of(
                        "take_over",
                        "a worker's death is charged",
                        change(
                                "failures = t.failures + case when l.next = 'CANCELED' then 0 else 1 end",
                                "failures = t.failures")),
                of("take_over", "a takeover raises the fence", without("fence = t.fence + 1,")),
                of(
                        "take_over",
                        "what is taken over is published again",
                        change(
                                "'QUEUED' then clock_timestamp() end",
                                "'QUEUED' then clock_timestamp() + " + NEVER + " end")));
    }

    private static Stream<Mutation> endOverdue() {
        return Stream.of(
                of(
                        "end_overdue",
                        "a worker has its grace to end an attempt by itself",
                        without("- _grace_ms * interval '1 ms'")),
                of(
                        "end_overdue",
                        "a cancel decides a timeout",
                        without("when t.cancel_requested_at is not null then 'CANCELED'")),
                of(
                        "end_overdue",
                        "failures are compared with the attempts allowed",
                        without("when t.failures + 1 >= t.max_attempts then 'FAILED'")),
                of(
                        "end_overdue",
                        "a timeout is charged",
                        change(
                                "failures = t.failures + case when l.next = 'CANCELED' then 0 else 1 end",
                                "failures = t.failures")),
                of("end_overdue", "the lease ends with the attempt", without("owner = null,")));
    }
}
