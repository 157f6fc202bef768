package dev.warren.store.model;

import static dev.warren.store.model.Mutation.change;
import static dev.warren.store.model.Mutation.of;
import static dev.warren.store.model.Mutation.without;

import java.util.stream.Stream;

/** The rules of submission, leases, timers and publication, taken out one at a time. */
final class SweepMutations {

    private static final String MAY_START =
            "and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())";

    private SweepMutations() {}

    static Stream<Mutation> all() {
        return Stream.of(submit(), workers(), timers(), publication()).flatMap(some -> some);
    }

    private static Stream<Mutation> submit() {
        return Stream.of(
                of("submit", "a key names one task", change("where r.winner = r.id", "where true")),
                of(
                        "submit",
                        "a key with another body is refused",
                        change("coalesce(k.body_hash = r.body_hash, true)", "true")),
                of(
                        "submit",
                        "the row is its own outbox",
                        change("_now + interval '5 s' end", "_now + interval '100 years' end")),
                of(
                        "submit",
                        "a delayed task waits",
                        change("case when r.due_at > _now then 'SCHEDULED' else 'QUEUED' end", "'QUEUED'")),
                of(
                        "submit",
                        "the time to live counts from the due time",
                        change("r.due_at + r.ttl_ms * interval '1 ms'", "_now + r.ttl_ms * interval '1 ms'")));
    }

    private static Stream<Mutation> workers() {
        return Stream.of(
                of("beat", "a beat changes only a row that lives", without("and state in ('ALIVE', 'DRAINING')")),
                of(
                        "beat",
                        "a beat never revives",
                        without("and state in ('ALIVE', 'DRAINING')"),
                        change("set last_beat", "set state = 'ALIVE', last_beat")),
                of("leave", "the dead do not come back to leave", without("and state in ('ALIVE', 'DRAINING')")),
                of(
                        "tick",
                        "nobody is judged for one lease after the ledger was away",
                        change("then clock_timestamp() + interval '15 s' else", "then judge_after else")),
                of(
                        "declare_dead",
                        "nobody is called dead before the ledger may judge",
                        without("clock_timestamp() >= judge_after and")),
                of(
                        "declare_dead",
                        "who judges has looked at the clock a moment ago",
                        without("and clock_timestamp() - last_tick between interval '-1 s' and interval '5 s'")),
                of(
                        "declare_dead",
                        "a worker has its whole lease to beat",
                        without("and w.last_beat < clock_timestamp() - interval '15 s'")),
                of("declare_dead", "who has left is not dead as well", without("w.state in ('ALIVE', 'DRAINING') and")),
                of(
                        "forget_old",
                        "a dead worker is remembered while it owns a task",
                        without(
                                "and not exists (select from task t where t.owner = w.incarnation and t.status = 'RUNNING')")),
                of("forget_old", "a living worker is remembered", without("w.state in ('DEAD', 'STOPPED') and")),
                of("forget_old", "a key is remembered for its time", without("where o.created_at < _keys_before")));
    }

    private static Stream<Mutation> timers() {
        return Stream.of(
                of(
                        "start_due",
                        "nothing becomes QUEUED before it is due",
                        without("and t.due_at <= (select clock_timestamp())"),
                        without("and t.due_at <= clock_timestamp()")),
                of("start_due", "what is over its time is left to expire", without(MAY_START)),
                of("start_due", "becoming QUEUED raises the fence", without("fence = t.fence + 1,")),
                of(
                        "start_due",
                        "what is due is published",
                        change(
                                "publish_at = clock_timestamp()",
                                "publish_at = clock_timestamp() + interval '100 years'")),
                of(
                        "expire",
                        "nothing expires before its time is over",
                        without("and t.expires_at <= (select clock_timestamp())"),
                        without("and t.expires_at <= clock_timestamp()")),
                of("expire", "what has started once does not expire", without("and t.started_at is null")));
    }

    private static Stream<Mutation> publication() {
        return Stream.of(
                of("publish_due", "a paused agent's tasks are not published", without("and not a.paused")),
                of("publish_due", "what is over its time is not published", without(MAY_START)),
                of(
                        "publish_due",
                        "who publishes takes the right to it",
                        change("publish_at = clock_timestamp() +", "publish_at = t.publish_at + 0 *")),
                of("publish_due", "each publication waits longer", change("power(2, least(t.publishes, 10))", "1")),
                of("publish_due", "a new publication is not confirmed yet", without("published_at = null,")),
                of(
                        "publish_due",
                        "the highest priority is taken first",
                        change("order by d.priority desc, d.id", "order by d.priority, d.id")),
                of(
                        "publish_due",
                        "the highest priority is published first",
                        change("order by c.priority desc, c.id", "order by c.id")),
                of(
                        "confirm_published",
                        "a confirm is for the fence it was published for",
                        without("and t.fence = r.fence")),
                of("confirm_published", "only what waits is confirmed", change("t.status || '' = 'QUEUED'", "true")),
                of(
                        "confirm_published",
                        "what was confirmed is not published again at once",
                        change("publish_at = clock_timestamp() + interval '1 h'", "publish_at = t.publish_at")),
                of(
                        "republish_lost",
                        "what was confirmed a moment ago may not be in the queue yet",
                        change(
                                "t.published_at < clock_timestamp() - _confirmed_before_ms * interval '1 ms'",
                                "t.published_at is not null"),
                        without(
                                "and t.publish_at < (select clock_timestamp() + interval '1 h 1 s' - _confirmed_before_ms * interval '1 ms')")),
                of("republish_lost", "a lane's loss is its own", without("and t.lane = _lane")),
                of("republish_lost", "an agent's loss is its own", without("and t.agent = _agent")));
    }
}
