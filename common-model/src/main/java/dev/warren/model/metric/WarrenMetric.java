package dev.warren.model.metric;

import static dev.warren.model.metric.MetricKind.COUNTER;
import static dev.warren.model.metric.MetricKind.GAUGE;
import static dev.warren.model.metric.MetricKind.HISTOGRAM;
import static dev.warren.model.metric.MetricKind.SUMMARY;
import static dev.warren.model.metric.MetricKind.TIMER;
import static dev.warren.model.metric.WarrenMetric.Where.BOTH;
import static dev.warren.model.metric.WarrenMetric.Where.GATEWAY;
import static dev.warren.model.metric.WarrenMetric.Where.WORKER;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of Warren: its name in Micrometer's notation, what it is, which process has it, its tags, and what it
 * tells. Dashboards, alerts and {@code docs/metrics.md} are checked against this list. The values of tags are few:
 * agents and models are bounded by {@link BoundedNames}, the others are words of the code. Tasks and tenants are none.
 */
public enum WarrenMetric {
    TASKS_SUBMITTED(
            COUNTER,
            "warren.tasks.submitted",
            "tasks",
            BOTH,
            "agent",
            "Tasks accepted; at a worker, children that its tasks have sent"),
    TASKS_REFUSED(COUNTER, "warren.tasks.refused", "tasks", GATEWAY, "problem", "Submissions refused"),
    SUBMIT_GROUP_SIZE(SUMMARY, "warren.submit.group.size", "tasks", GATEWAY, "", "Submissions that shared one commit"),
    SUBMIT_WAITING(GAUGE, "warren.submit.waiting", "tasks", GATEWAY, "", "Submissions that wait for their commit now"),

    MESSAGES_PUBLISHED(
            COUNTER, "warren.messages.published", "messages", GATEWAY, "", "Task messages sent to the broker"),
    MESSAGES_CONFIRMED(
            COUNTER, "warren.messages.confirmed", "messages", GATEWAY, "", "Task messages the broker confirmed"),
    MESSAGES_RETURNED(
            COUNTER, "warren.messages.returned", "messages", GATEWAY, "", "Task messages that found no queue"),
    MESSAGES_UNCONFIRMED(
            COUNTER,
            "warren.messages.unconfirmed",
            "messages",
            GATEWAY,
            "",
            "Task messages lost to a nack or a broken connection; the sweeper publishes them again"),
    MESSAGES_WAITING(
            GAUGE,
            "warren.messages.waiting",
            "messages",
            GATEWAY,
            "",
            "Task messages that wait in memory for the broker to take them"),
    MESSAGES_IN_FLIGHT(
            GAUGE,
            "warren.messages.in.flight",
            "messages",
            GATEWAY,
            "",
            "Task messages sent to the broker that it has not confirmed yet"),
    DEAD_MESSAGES(COUNTER, "warren.messages.dead", "messages", GATEWAY, "reason", "Task messages the broker gave up"),
    UNREADABLE_MESSAGES(
            COUNTER, "warren.messages.unreadable", "messages", GATEWAY, "reason", "Dead messages that name no task"),
    BROKER_CONNECTED(
            GAUGE, "warren.broker.connected", "0 or 1", GATEWAY, "", "1 while the publishing connection is open"),
    BROKER_BLOCKED(
            GAUGE,
            "warren.broker.blocked",
            "0 or 1",
            GATEWAY,
            "",
            "1 while the broker takes no messages because it is short of memory or disk"),
    BROKER_GENERATION(
            GAUGE,
            "warren.broker.generation",
            "brokers",
            GATEWAY,
            "",
            "How many brokers have been lost, and one; rises when one is wiped"),

    QUEUE_MESSAGES(
            GAUGE,
            "warren.queue.messages",
            "messages",
            GATEWAY,
            "agent",
            "Messages ready in the agent's queues, as the broker says; absent while it does not"),
    QUEUE_CONSUMERS(
            GAUGE,
            "warren.queue.consumers",
            "consumers",
            GATEWAY,
            "agent",
            "Consumers of the agent's queues, as the broker says; absent while it does not"),
    QUEUE_DRIFT(
            GAUGE,
            "warren.queue.drift",
            "tasks",
            GATEWAY,
            "agent",
            "Queued tasks whose message was confirmed, less the messages ready at the broker; absent while it does not"
                    + " say"),

    QUEUE_WAIT(HISTOGRAM, "warren.task.queue.wait", "seconds", WORKER, "agent", "Time from due to claimed"),
    CLAIMS(COUNTER, "warren.claims", "messages", WORKER, "verdict", "Messages by what the ledger said to their claim"),
    CLAIM_GROUP_SIZE(SUMMARY, "warren.claim.group.size", "claims", WORKER, "", "Claims that shared one statement"),
    CLAIMS_WAITING(
            GAUGE, "warren.claims.waiting", "tasks", WORKER, "", "Tasks whose claims the ledger has not answered yet"),
    SILENT_CONSUMERS(
            COUNTER,
            "warren.consumers.silent",
            "consumers",
            WORKER,
            "agent",
            "Consumers replaced because nothing arrived although messages waited"),
    RUN_TIME(
            HISTOGRAM,
            "warren.task.run.time",
            "seconds",
            WORKER,
            "agent version outcome",
            "Time that the agent's code ran in an attempt"),
    TASKS_FINISHED(
            COUNTER,
            "warren.tasks.finished",
            "attempts",
            BOTH,
            "agent version status reason",
            "Attempts that ended, by the status their task has now; at a gateway also tasks that ended without one"),
    TASKS_RETRIED(
            COUNTER,
            "warren.tasks.retried",
            "attempts",
            WORKER,
            "agent version cause",
            "Attempts that failed and are tried again after a back-off"),
    FINISH_GROUP_SIZE(SUMMARY, "warren.finish.group.size", "results", WORKER, "", "Results that shared one statement"),
    STEP_GROUP_SIZE(SUMMARY, "warren.step.group.size", "steps", WORKER, "", "Steps that shared one statement"),
    GROUP_TIME(
            HISTOGRAM,
            "warren.group.time",
            "seconds",
            BOTH,
            "group",
            "Time from the first request of a group to the ledger's answer"),
    LATE_RESULTS(
            COUNTER,
            "warren.results.late",
            "results",
            WORKER,
            "",
            "Results dropped because their attempt no longer owned the task"),
    HELD_RESULTS(GAUGE, "warren.results.held", "results", WORKER, "", "Results that wait for the ledger to come back"),
    TOKENS(
            COUNTER,
            "warren.tokens",
            "tokens",
            WORKER,
            "agent version model kind",
            "Tokens of language models that attempts have used"),
    COST(
            COUNTER,
            "warren.cost",
            "that of the prices",
            WORKER,
            "agent version model",
            "Price of those tokens; absent for a model that has no price"),

    SLOTS(GAUGE, "warren.slots", "slots", WORKER, "", "Slots of this worker"),
    SLOTS_USED(GAUGE, "warren.slots.used", "slots", WORKER, "", "Slots that run a task now"),
    HEARTBEAT_AGE(
            GAUGE,
            "warren.heartbeat.age",
            "seconds",
            WORKER,
            "",
            "Since the ledger accepted this worker's last heartbeat; it counts as dead after 15"),

    SWEEPER_ACTIONS(COUNTER, "warren.sweeper.actions", "rows", GATEWAY, "action", "Rows the sweeper moved"),
    SWEEPER_FAILURES(COUNTER, "warren.sweeper.failures", "steps", GATEWAY, "step", "Steps of the sweeper that failed"),
    SWEEPER_TIME(TIMER, "warren.sweeper.time", "seconds", GATEWAY, "step", "Time that steps of the sweeper took"),
    TASKS_BY_STATUS(GAUGE, "warren.tasks", "tasks", GATEWAY, "agent status", "Open tasks in the ledger"),
    OLDEST_QUEUED(
            GAUGE,
            "warren.tasks.oldest.queued",
            "seconds",
            GATEWAY,
            "agent",
            "How long the oldest queued task has been due"),
    DEAD_LETTERS(
            GAUGE,
            "warren.dead.letters",
            "tasks",
            GATEWAY,
            "agent",
            "Dead letters that wait for an operator; no more than 20,000 are counted"),
    WORKERS(
            GAUGE,
            "warren.workers",
            "workers",
            GATEWAY,
            "state",
            "Workers, also those that are gone since a day at most"),
    WORKERS_SILENCE(
            GAUGE,
            "warren.workers.silence",
            "seconds",
            GATEWAY,
            "",
            "Longest that a worker which is not taken for dead yet has not been heard of; 0 where there is none");

    private final MetricKind kind;
    private final String id;
    private final String unit;
    private final Where where;
    private final List<String> tags;
    private final String description;

    /** @param tags names with a space in between */
    WarrenMetric(MetricKind kind, String id, String unit, Where where, String tags, String description) {
        this.kind = kind;
        this.id = id;
        this.unit = unit;
        this.where = where;
        this.tags = tags.isEmpty() ? List.of() : List.of(tags.split(" "));
        this.description = description;
    }

    /** Which process has a metric. */
    public enum Where {
        GATEWAY,
        WORKER,
        BOTH;

        /** As documents write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MetricKind kind() {
        return kind;
    }

    /** Name in Micrometer's dotted notation. */
    public String id() {
        return id;
    }

    /** What one of it is, for people; no part of any name. */
    public String unit() {
        return unit;
    }

    public Where where() {
        return where;
    }

    /** Names of its tags; each of its meters has all of them. */
    public List<String> tags() {
        return tags;
    }

    public String description() {
        return description;
    }

    /** Names of its series in Prometheus. */
    public List<String> prometheusNames() {
        return kind.prometheusNames(id.replace('.', '_'));
    }
}
