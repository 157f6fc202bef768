package dev.warren.worker.agent;

import java.util.List;
import java.util.UUID;

/**
 * Ends an attempt at an {@link AgentContext#call} whose child has not ended. It is thrown through the agent, gives the
 * slot free and charges nothing; when the child has ended, a later attempt comes to the same call and gets its result. An
 * error, because an agent that catches {@link Exception} must not catch this. Neither thrown nor caught by authors.
 */
public final class WaitsForChildren extends Error {

    private final transient List<UUID> children;

    /** @param children that must all have ended before another attempt makes sense */
    public WaitsForChildren(List<UUID> children) {
        super("The attempt ends here until its children " + children + " have ended", null, false, false);
        this.children = List.copyOf(children);
    }

    public List<UUID> children() {
        return children;
    }
}
