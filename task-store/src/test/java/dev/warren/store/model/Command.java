package dev.warren.store.model;

import java.util.List;

/**
 * One thing that a gateway, a worker, an operator or time does to the ledger. Names what it is done to by its place
 * among all that there is, counted from the youngest and around, so that any part of a list of commands is again one;
 * where there is nothing, nothing is done. All durations are seconds.
 */
sealed interface Command {

    /** @param published whether the gateway lives on to publish what it accepted */
    record Submit(List<Wish> tasks, boolean published) implements Command {}

    /**
     * A submission.
     *
     * @param queue of agent and lane
     * @param delay 0 is now
     * @param ttl 0 is none
     * @param key of idempotency, 0 is none
     * @param body submitted under the key
     */
    record Wish(int queue, int priority, int maxAttempts, int delay, int ttl, int timeout, int key, int body) {}

    record Register() implements Command {}

    /**
     * A gateway publishes what is due.
     *
     * @param behind how many generations of the broker it has not heard of
     */
    record Publish(int limit, int behind) implements Command {}

    /** The broker's confirms of any messages ever published reach the ledger. */
    record Confirm(List<Integer> messages) implements Command {}

    /**
     * A worker claims for any messages that were ever published.
     *
     * @param forged what is added to the fence of the first message, for messages that nobody published
     * @param elsewhere whether the first message comes from another agent's queue
     */
    record Claim(int worker, List<Integer> messages, int forged, boolean elsewhere) implements Command {}

    /**
     * A worker finishes attempts it ever had, in one batch.
     *
     * @param foreign whether another worker than the first attempt's does it
     */
    record Finish(List<Result> results, boolean foreign, int worker) implements Command {}

    /** @param delay of a handoff: {@link #TO_NOBODY} is to an agent that does not exist, any other to another one */
    record Result(int attempt, Way way, int delay) {

        static final int TO_NOBODY = 60;
    }

    /** How an attempt ends. */
    enum Way {
        COMPLETED,
        FAILED,
        RETRIED,
        TIMED_OUT,
        CANCELED,
        RELEASED,
        HANDED_OFF,
        ASKED,
        CALLED
    }

    /**
     * @param place of a task, or of an attempt whose task is meant
     * @param ofAttempt which of the two
     * @param stranger whether a tenant asks that does not own the task
     */
    record Cancel(int place, boolean ofAttempt, boolean stranger) implements Command {}

    record Beat(int worker) implements Command {}

    record Leave(int worker, boolean stops) implements Command {}

    /** A worker asks what it runs and what it should not run any more. */
    record AskLeases(int worker) implements Command {}

    record Pass(int seconds) implements Command {}

    record Tick() implements Command {}

    /** Gateways look at the clock again and again while time passes, and a worker beats, or tries to. */
    record Watch(int times, int worker) implements Command {

        /** Between two looks; less than what makes the ledger seem to have been away. */
        static final int INTERVAL = 4;
    }

    record DeclareDead() implements Command {}

    record TakeOver(int limit) implements Command {}

    record StartDue(int limit) implements Command {}

    record Expire(int limit) implements Command {}

    record EndOverdue(int grace, int limit) implements Command {}

    /** A queue was found empty. */
    record RepublishLost(int queue, int age, int limit) implements Command {}

    record Pause(int queue, boolean paused) implements Command {}

    /** The broker loses a message. */
    record Lose(int message) implements Command {}

    record Forget(int age) implements Command {}

    /** What brings tasks on when something was lost. */
    sealed interface Recovery extends Command {}

    /** @param spacing between the due times of two of them */
    record Replay(List<Integer> tasks, int spacing, boolean stranger) implements Recovery {}

    record Discard(List<Integer> tasks, boolean stranger) implements Recovery {}

    /** The broker gave up messages. */
    record SettleDead(List<Integer> messages, String reason) implements Recovery {}

    /** Publications found no queue. */
    record Returned(List<Integer> messages) implements Recovery {}

    record FailUnroutable(int after, int limit) implements Recovery {}

    /**
     * A gateway finds a broker without its mark.
     *
     * @param behind how many generations it has not heard of
     */
    record RaiseGeneration(int behind) implements Recovery {}

    record RepublishOlder(int limit) implements Recovery {}

    /** @param age of the youngest publication of that queue and priority that was seen to run */
    record RepublishOvertaken(int queue, int priority, int age, int limit) implements Recovery {}

    record Drain(int worker) implements Recovery {}

    /** What agents remember and say to each other and to people. */
    sealed interface Talk extends Command {}

    /**
     * An attempt sends a child.
     *
     * @param queue of its agent; one more than there are is an agent that does not exist
     */
    record SendChild(int attempt, int name, int queue) implements Talk {}

    /** Attempts, in one batch, finish a step of that name. */
    record RecordSteps(List<Integer> attempts, int name, boolean foreign, int worker) implements Talk {}

    record WakeCallers(int limit) implements Talk {}

    /**
     * A person answers any question that was ever asked.
     *
     * @param elsewhere whether the answer names another question's task
     */
    record Answer(int question, int text, boolean elsewhere, boolean stranger) implements Talk {}

    record EndUnanswered(int limit) implements Talk {}
}
