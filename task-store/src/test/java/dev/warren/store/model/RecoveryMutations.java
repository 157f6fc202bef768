package dev.warren.store.model;

import static dev.warren.store.model.Mutation.change;
import static dev.warren.store.model.Mutation.of;
import static dev.warren.store.model.Mutation.without;

import java.util.stream.Stream;

/** The rules of what was lost, taken out one at a time. */
final class RecoveryMutations {

    private RecoveryMutations() {}

    static Stream<Mutation> all() {
        return Stream.of(deadMessages(), replay(), generation(), publication()).flatMap(some -> some);
    }

    private static Stream<Mutation> deadMessages() {
        return Stream.of(
                of("settle_dead_messages", "a dead message is for its fence", without("and t.fence = r.fence")),
                of(
                        "settle_dead_messages",
                        "the row says whether its time is over, not the message",
                        change(
                                "coalesce(t.started_at is null and t.expires_at <= clock_timestamp(), false)",
                                "r.reason = 'expired'")),
                of(
                        "settle_dead_messages",
                        "what has started once does not expire",
                        without("t.started_at is null and")),
                of(
                        "settle_dead_messages",
                        "what is published again has a new fence",
                        change("case when d.expired or d.charged and t.broker_deaths >= 4 then 0 else 1 end", "0")),
                of(
                        "settle_dead_messages",
                        "the fifth message that nobody takes is the last",
                        change("t.broker_deaths >= 4", "false")),
                of(
                        "settle_dead_messages",
                        "an expired message is charged to nobody",
                        change(
                                "in ('rejected', 'delivery_limit')",
                                "in ('rejected', 'delivery_limit', 'expired', 'maxlen')")),
                of(
                        "settle_dead_messages",
                        "a dead message's task is published again",
                        change(
                                "else clock_timestamp() + interval '5 s' end",
                                "else clock_timestamp() + interval '1 h' end")),
                of(
                        "settle_dead_messages",
                        "a death is told once",
                        change("e.type = 'BROKER_DEATH' and e.fence = d.fence", "false")),
                of(
                        "keep_dead_letter",
                        "what failed or expired waits for an operator",
                        change("_task.status in ('FAILED', 'EXPIRED')", "_task.status = 'FAILED'")),
                of(
                        "keep_dead_letter",
                        "a replay takes the task out of the dead letters",
                        change("delete from dead_letter where task_id = _task.id", "null")));
    }

    private static Stream<Mutation> replay() {
        return Stream.of(
                of("replay", "a tenant replays its own tasks", without("and t.tenant = _tenant")),
                of(
                        "replay",
                        "only what has ended is replayed",
                        without("and t.status || '' in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')")),
                of("replay", "a replay raises the fence", without("fence = t.fence + 1,")),
                of("replay", "a replay is the next run", without("run = t.run + 1,")),
                of("replay", "the next run counts from nothing", change("failures = 0,", "failures = t.failures,")),
                of("replay", "a cancel was of its run", without("cancel_requested_at = null,")),
                of(
                        "replay",
                        "the time to live counts anew",
                        change(
                                "e.due_at + coalesce(t.ttl_ms * interval '1 ms', t.expires_at - t.created_at)",
                                "t.expires_at")),
                of("replay", "a spaced replay waits", change("_spacing_us) * interval '1 us'", "0) * interval '1 us'")),
                of(
                        "replay",
                        "the next run is published",
                        change("else _now end, publishes", "else _now + interval '100 years' end, publishes")),
                of(
                        "replay",
                        "the run that ended is kept",
                        change("t.id, t.run, row_to_json(f)", "t.id, t.run + 100, row_to_json(f)")),
                of("discard", "a tenant discards its own", without("and d.tenant = _tenant")),
                of("drain", "a worker that has left or is dead is not drained", without("and w.state = 'ALIVE'")));
    }

    private static Stream<Mutation> generation() {
        return Stream.of(
                of("raise_generation", "of many that find a new broker one raises", change("_present = _seen", "true")),
                of(
                        "publish_due",
                        "who does not know the present broker publishes nothing",
                        change("lock_publications(false) <> _generation", "false")),
                of(
                        "confirm_published",
                        "what an earlier broker confirmed is lost",
                        change("where r.generation = _present", "where true")),
                of(
                        "republish_older",
                        "what the present broker has is left alone",
                        change("t.broker_generation < _present", "true")),
                of(
                        "republish_older",
                        "what an earlier broker had is due",
                        change("publish_at = clock_timestamp(),", "publish_at = t.publish_at,")),
                of(
                        "republish_older",
                        "the loss is made good before it counts so",
                        change("if _found = 0 then", "if true then")));
    }

    private static Stream<Mutation> publication() {
        return Stream.of(
                of("returned", "a return is for its fence", without("and t.fence = r.fence")),
                of(
                        "returned",
                        "the first return counts",
                        change("coalesce(t.unroutable_since, clock_timestamp())", "clock_timestamp()")),
                of(
                        "returned",
                        "what came back is tried again within a minute",
                        without(", publish_at = least(t.publish_at, clock_timestamp() + interval '1 min')")),
                of("confirm_published", "what was routed is not unroutable", without(", unroutable_since = null")),
                of("claim", "what was claimed is not unroutable", without(", unroutable_since = null")),
                of(
                        "fail_unroutable",
                        "only what came back for so long fails",
                        without("and t.returned_at - t.unroutable_since >= _after_ms * interval '1 ms'")),
                of(
                        "republish_overtaken",
                        "only what was sent before is overtaken",
                        without("and t.sent_at < _sent_before"),
                        without("and t.publish_at < _sent_before + interval '1 h 1 min'")),
                of("republish_overtaken", "a priority is overtaken by its own", without("and t.priority = _priority")),
                of(
                        "republish_overtaken",
                        "each publication of a row waits longer",
                        change("power(2, least(t.publishes, 10))", "0")));
    }
}
