package dev.warren.gateway.workers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

        @Schema(
                description = "What it reaches, each kind:name; it hosts every declared agent of these",
                example = "[\"llm:default\"]")
        List<String> endpoints,

        String version) {

    /**
     * An agent that the worker hosts, and its version there.
     *
     * @param healthy absent where the worker has not said
     * @param reason why it is not healthy
     * @param runSeconds mean time of its tasks there, absent where none was measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HostedAgent")
    public record Hosted(
            String name,
            String version,
            @Nullable Boolean healthy,
            @Nullable String reason,
            @Nullable Double runSeconds) {}
}
