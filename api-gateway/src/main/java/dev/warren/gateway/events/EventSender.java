package dev.warren.gateway.events;

import dev.warren.gateway.broker.SendSignals;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.topology.Topology;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells every gateway which tasks ended. May be lost, and never blocks or fails its caller. */
@Component
public final class EventSender {

    private static final int LARGEST_EVENT = 1_000;
    private static final MessageCodec<TasksEnded> CODEC = new MessageCodec<>(TasksEnded.class);

    private final SendSignals signals;

    EventSender(SendSignals signals) {
        this.signals = signals;
    }

    /** These tasks ended; committed. */
    public void ended(List<TasksEnded.Ended> tasks) {
        for (int from = 0; from < tasks.size(); from += LARGEST_EVENT) {
            var event = new TasksEnded(tasks.subList(from, Math.min(from + LARGEST_EVENT, tasks.size())));
            signals.send(Topology.EVENTS_EXCHANGE, Topology.EVENT_ENDED, TasksEnded.TYPE, CODEC.write(event));
        }
    }
}
