package dev.warren.worker.finish;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.store.finish.Finished;
import dev.warren.worker.event.SendEvents;
import dev.warren.worker.event.TellDue;
import java.util.List;

/** Tells waiting callers which tasks ended, and gateways which of them leave something to publish. */
final class TellEnded {

    private final SendEvents events;
    private final TellDue tellDue;
    private final MessageCodec<TasksEnded> codec = new MessageCodec<>(TasksEnded.class);

    TellEnded(SendEvents events) {
        this.events = events;
        this.tellDue = new TellDue(events);
    }

    /** Tells of {@code finished}; never blocks. */
    void tell(List<Finished> finished) {
        List<TasksEnded.Ended> ended = finished.stream()
                .filter(task -> task.status().isTerminal())
                .map(task -> new TasksEnded.Ended(task.task(), task.run(), task.status()))
                .toList();
        if (!ended.isEmpty()) {
            events.send(Topology.EVENT_ENDED, TasksEnded.TYPE, codec.write(new TasksEnded(ended)));
        }
        int due = (int) finished.stream().filter(TellEnded::leavesSomethingDue).count();
        if (due > 0) {
            tellDue.tell(due);
        }
    }

    /** It is to be published itself, or its end may be what its parent waits for. */
    private static boolean leavesSomethingDue(Finished task) {
        return task.status() == TaskStatus.QUEUED || task.status().isTerminal() && task.parent() != null;
    }
}
