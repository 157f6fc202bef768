package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.store.agent.PauseAgent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Stops agents and starts them again: in the ledger first, where no claim passes, then by an order that may be lost. */
@Component
class PauseAgents {

    private final PauseAgent pauseAgent;
    private final CurrentTenant tenant;
    private final ApplicationEventPublisher events;

    PauseAgents(PauseAgent pauseAgent, CurrentTenant tenant, ApplicationEventPublisher events) {
        this.pauseAgent = pauseAgent;
        this.tenant = tenant;
        this.events = events;
    }

    /**
     * Asking again changes nothing but that the order is sent once more.
     *
     * @throws Problem where there is no such agent
     */
    void pause(String agent) {
        set(agent, true);
    }

    /** As {@link #pause}, the other way round. */
    void resume(String agent) {
        set(agent, false);
    }

    private void set(String agent, boolean paused) {
        if (pauseAgent.pause(tenant.name(), agent, paused).isEmpty()) {
            throw ShowAgents.notFound();
        }
        events.publishEvent(new AgentsChanged());
    }
}
