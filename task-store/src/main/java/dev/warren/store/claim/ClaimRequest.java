package dev.warren.store.claim;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message's wish to start its task.
 *
 * @param task the message names
 * @param fence the message was published for
 * @param agent whose queue the message came from
 * @param version of the agent, where this worker brings it; absent for a declared one, of which the current version runs
 */
public record ClaimRequest(
        UUID task, long fence, String agent, @Nullable String version) {

    /** Of whatever version the registry says. */
    public ClaimRequest(UUID task, long fence, String agent) {
        this(task, fence, agent, null);
    }
}
