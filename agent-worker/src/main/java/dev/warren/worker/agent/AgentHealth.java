package dev.warren.worker.agent;

/** Whether an agent can take tasks. */
public sealed interface AgentHealth {

    /** It can. */
    record Up() implements AgentHealth {}

    /**
     * It cannot, for now.
     *
     * @param reason for people, not blank; shown in the registry, so it must hold no secret
     */
    record Down(String reason) implements AgentHealth {
        public Down {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("An agent that is down must say why");
            }
        }
    }

    static AgentHealth up() {
        return new Up();
    }

    /** @param reason as of {@link Down} */
    static AgentHealth down(String reason) {
        return new Down(reason);
    }
}
