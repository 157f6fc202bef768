package dev.warren.gateway.control;

import dev.warren.gateway.workers.WorkerDrainAsked;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes a drain quick: tells the worker, which would find it with its next heartbeat. */
@Component
final class SendDrains {

    private final ControlSender control;

    SendDrains(ControlSender control) {
        this.control = control;
    }

    @EventListener
    void send(WorkerDrainAsked asked) {
        control.drain(asked.incarnation());
    }
}
