package dev.warren.httpagent.call;

import dev.warren.worker.agent.AgentHealth;
import java.net.URI;

/**
 * Whether an endpoint can be connected to. It is looked at only after a call could not, so that a healthy one is left in
 * peace; while it cannot be, its tasks wait in their queue and use up no attempts.
 */
final class Reachability {

    private final Endpoint endpoint;
    private volatile boolean lost;

    Reachability(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void isLost() {
        lost = true;
    }

    AgentHealth health() {
        if (lost && endpoint.client().connects(URI.create(endpoint.url()))) {
            lost = false;
        }
        return lost
                ? AgentHealth.down("The endpoint '" + endpoint.name() + "' cannot be connected to")
                : AgentHealth.up();
    }
}
