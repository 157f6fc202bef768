package dev.warren.gateway.broker;

import dev.warren.model.topology.Topology;

/** A queue that the registry asks for: one agent's in one lane. */
public record AgentQueue(String agent, String lane) {

    /** Its name at the broker, and the routing key that leads there. */
    public String name() {
        return Topology.agentQueue(agent, lane);
    }
}
