package dev.warren.gateway.control;

import dev.warren.gateway.agents.AgentsChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes a change of agents quick: tells the workers, which would find it with their next heartbeat. */
@Component
final class SendAgentChanges {

    private final ControlSender control;

    SendAgentChanges(ControlSender control) {
        this.control = control;
    }

    @EventListener
    void send(AgentsChanged changed) {
        control.agentsChanged();
    }
}
