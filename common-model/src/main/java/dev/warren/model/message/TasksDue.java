package dev.warren.model.message;

/**
 * The event that tells gateways not to wait for their next sweep: the ledger has tasks that want a message now. May be
 * lost; the next sweep finds them all the same.
 *
 * @param tasks at most how many, for whoever reads along
 */
public record TasksDue(int tasks) {

    /** AMQP {@code type} of the message. */
    public static final String TYPE = "warren.tasks-due.v1";
}
