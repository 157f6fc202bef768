package dev.warren.worker.event;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksDue;
import dev.warren.model.topology.Topology;

/** Tells gateways that tasks wait for a message, so that they do not wait for the next sweep. */
public final class TellDue {

    private final SendEvents events;
    private final MessageCodec<TasksDue> codec = new MessageCodec<>(TasksDue.class);

    public TellDue(SendEvents events) {
        this.events = events;
    }

    /** @param tasks at most how many; committed. Never blocks */
    public void tell(int tasks) {
        events.send(Topology.EVENT_DUE, TasksDue.TYPE, codec.write(new TasksDue(tasks)));
    }
}
