package dev.warren.gateway.workers;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A worker as the API shows it.
 *
 * @param id of this incarnation: a worker that starts again is another one
 * @param name as its operator calls it
 * @param state {@code ALIVE}, {@code DRAINING}, {@code STOPPED} or {@code DEAD}
 * @param slots tasks it runs at once
 * @param running tasks it ran at its last heartbeat
 * @param version of the software
 */
@Schema(name = "Worker")
public record WorkerView(
        UUID id,
        String name,
        String host,

        @Schema(allowableValues = {"ALIVE", "DRAINING", "STOPPED", "DEAD"})
        String state,

        int slots,
        int running,
        Instant lastHeartbeat,
        Instant startedAt,
        List<Hosted> agents,
        String version) {

    /** An agent that the worker hosts, and its version there. */
    @Schema(name = "HostedAgent")
    public record Hosted(String name, String version) {}
}
