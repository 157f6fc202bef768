package dev.warren.store.agent;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Immutable;

/** A queue that gateways declare at the broker: one per agent and lane. Read only. */
@Entity
@Immutable
public class AgentQueue {

    /** Names a queue. */
    @Embeddable
    public record Key(String agent, String lane) {}

    @EmbeddedId
    private Key key;

    @SuppressWarnings("NullAway.Init")
    protected AgentQueue() {}

    public String agent() {
        return key.agent();
    }

    public String lane() {
        return key.lane();
    }
}
