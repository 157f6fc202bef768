package dev.warren.gateway.control;

import dev.warren.gateway.events.EventSender;
import dev.warren.gateway.metric.CountEnded;
import dev.warren.gateway.tasks.TaskCancelAccepted;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.finish.Finished;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes a committed cancel quick: tells the worker that runs the task, or the other gateways that it has ended. */
@Component
final class SendCancels {

    private final ControlSender control;
    private final EventSender events;
    private final CountEnded countEnded;

    SendCancels(ControlSender control, EventSender events, CountEnded countEnded) {
        this.control = control;
        this.events = events;
        this.countEnded = countEnded;
    }

    @EventListener
    void send(TaskCancelAccepted canceled) {
        if (canceled.status() == TaskStatus.RUNNING) {
            control.cancel(canceled.task(), canceled.run(), canceled.fence());
        } else {
            countEnded.ended(
                    List.of(new Finished(canceled.task(), canceled.run(), canceled.fence(), canceled.status(), null)));
            events.ended(List.of(new TasksEnded.Ended(canceled.task(), canceled.run(), canceled.status())));
        }
    }
}
