package dev.warren.worker.finish;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.topology.Topology;
import dev.warren.store.finish.Finished;
import dev.warren.worker.event.SendEvents;
import java.util.List;

/** Tells waiting callers which tasks ended. */
final class TellEnded {

    private final SendEvents events;
    private final MessageCodec<TasksEnded> codec = new MessageCodec<>(TasksEnded.class);

    TellEnded(SendEvents events) {
        this.events = events;
    }

    /** Tells which of {@code finished} have ended; never blocks. */
    void tell(List<Finished> finished) {
        List<TasksEnded.Ended> ended = finished.stream()
                .filter(task -> task.status().isTerminal())
                .map(task -> new TasksEnded.Ended(task.task(), task.run(), task.status()))
                .toList();
        if (!ended.isEmpty()) {
            events.send(Topology.EVENT_ENDED, TasksEnded.TYPE, codec.write(new TasksEnded(ended)));
        }
    }
}
