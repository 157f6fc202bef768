package dev.warren.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;

/**
 * An order to workers. It only makes them faster: each order also stands in the ledger, where a worker that missed the
 * message finds it with a heartbeat.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ControlMessage.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = ControlMessage.Drain.class, name = "drain"),
    @JsonSubTypes.Type(value = ControlMessage.AgentsChanged.class, name = "agents-changed")
})
public sealed interface ControlMessage {

    /** AMQP {@code type} of the message. */
    String TYPE = "warren.control.v1";

    /** Interrupt the attempt of {@code task} that holds {@code fence}; any other attempt is not meant. */
    record Cancel(UUID task, int run, long fence) implements ControlMessage {}

    /**
     * Take nothing new, let what runs end within the grace period and hand the rest back. Any incarnation but
     * {@code incarnation} is not meant: a worker that has been started again is not drained.
     */
    record Drain(UUID incarnation) implements ControlMessage {}

    /** Agents were paused, resumed or declared: read the registry again. */
    record AgentsChanged() implements ControlMessage {}
}
