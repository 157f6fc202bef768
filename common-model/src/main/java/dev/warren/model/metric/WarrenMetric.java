package dev.warren.model.metric;

/**
 * Every metric of Warren: its name in Micrometer's notation, its unit and what it counts. Dashboards and alerts are
 * checked against this list. Tags are bounded: agents, statuses and reasons, never tasks or tenants.
 */
public enum WarrenMetric {
    TASKS_SUBMITTED("warren.tasks.submitted", "Tasks accepted, by agent"),
    TASKS_REFUSED("warren.tasks.refused", "Submissions refused, by problem"),
    SUBMIT_GROUP_SIZE("warren.submit.group.size", "Submissions that shared one commit"),
    SUBMIT_WAITING("warren.submit.waiting", "Submissions that wait for their commit now"),

    MESSAGES_PUBLISHED("warren.messages.published", "Task messages sent to the broker"),
    MESSAGES_CONFIRMED("warren.messages.confirmed", "Task messages the broker confirmed"),
    MESSAGES_RETURNED("warren.messages.returned", "Task messages that found no queue"),
    MESSAGES_UNCONFIRMED("warren.messages.unconfirmed", "Task messages lost to a nack or a broken connection"),
    BROKER_CONNECTED("warren.broker.connected", "1 while the publishing connection is open, else 0"),
    BROKER_GENERATION("warren.broker.generation", "How many brokers have been lost, and one; rises when one is wiped"),
    DEAD_MESSAGES("warren.messages.dead", "Task messages the broker gave up, by reason"),
    UNREADABLE_MESSAGES("warren.messages.unreadable", "Dead messages that name no task, by reason"),

    QUEUE_WAIT("warren.task.queue.wait", "Time from due to claimed, by agent"),
    CLAIMS("warren.claims", "Messages by verdict: claimed, row (the row says no), not_me, unknown, unreadable"),
    CLAIM_GROUP_SIZE("warren.claim.group.size", "Claims that shared one statement"),
    SILENT_CONSUMERS(
            "warren.consumers.silent", "Consumers replaced because nothing arrived although messages waited, by agent"),
    RUN_TIME("warren.task.run.time", "Time an attempt ran, by agent and outcome"),
    TASKS_FINISHED("warren.tasks.finished", "Attempts finished, by agent, status and reason"),
    FINISH_GROUP_SIZE("warren.finish.group.size", "Results that shared one statement"),
    STEP_GROUP_SIZE("warren.step.group.size", "Steps that shared one statement"),
    LATE_RESULTS("warren.results.late", "Results dropped because their attempt no longer owned the task"),

    SLOTS("warren.slots", "Slots of this worker"),
    SLOTS_USED("warren.slots.used", "Slots that run a task now"),
    HEARTBEAT_AGE("warren.heartbeat.age", "Seconds since the ledger accepted this worker's last heartbeat"),
    HELD_RESULTS("warren.results.held", "Results that wait for the ledger to come back"),

    SWEEPER_ACTIONS("warren.sweeper.actions", "Rows the sweeper moved, by action"),
    SWEEPER_FAILURES("warren.sweeper.failures", "Sweeps that failed, by step"),
    TASKS_BY_STATUS("warren.tasks", "Open tasks in the ledger, by agent and status"),
    OLDEST_QUEUED("warren.tasks.oldest.queued", "Seconds the oldest queued task has waited, by agent"),
    WORKERS("warren.workers", "Workers by state");

    private final String id;
    private final String description;

    WarrenMetric(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** Name in Micrometer's dotted notation. */
    public String id() {
        return id;
    }

    public String description() {
        return description;
    }
}
