package dev.warren.store.worker;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** One incarnation of a worker in the ledger: it registers once, beats while it lives, and leaves. */
public final class WorkerLife {

    private final JdbcOperations ledger;
    private final UUID incarnation;

    /** What the ledger says to a beat. */
    public enum Standing {
        /** The beat was refused: the incarnation is dead and must stop what it runs. */
        GONE,
        ALIVE,
        /** It lives, and somebody wants it to finish what it runs and claim nothing more. */
        DRAINING
    }

    /** @param incarnation new at each start of a process; never used again */
    public WorkerLife(JdbcOperations ledger, UUID incarnation) {
        this.ledger = ledger;
        this.incarnation = incarnation;
    }

    /** Makes an agent known, or what is known of it up to date. */
    public void announce(HostedAgent agent) {
        ledger.query(
                "select register_agent(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row -> {},
                agent.name(),
                agent.version(),
                agent.description(),
                agent.capabilities().toArray(String[]::new),
                agent.inputSchema(),
                agent.outputSchema(),
                agent.timeout().toMillis(),
                agent.maxAttempts(),
                agent.retry());
    }

    /** Makes this incarnation known; from here on it must beat. */
    public void register(WorkerProfile profile) {
        ledger.query(
                "select register_worker(?, ?, ?, ?, ?, ?::jsonb, ?)",
                row -> {},
                incarnation,
                profile.name(),
                profile.host(),
                profile.version(),
                profile.slots(),
                profile.agentsJson(),
                profile.endpoints().toArray(String[]::new));
    }

    /**
     * Renews the lease of everything this incarnation runs.
     *
     * @param running tasks it runs now
     * @param agents what has changed of the agents it hosts: JSON text of a list of objects with {@code name},
     *     {@code version}, and where known {@code healthy}, {@code reason} and {@code runSeconds}, the mean time of a
     *     task; absent where nothing has
     */
    public Standing beat(int running, @Nullable String agents) {
        return ledger
                .query(
                        "select state from beat(?, ?, ?::jsonb)",
                        (row, number) -> Standing.valueOf(row.getString(1)),
                        incarnation,
                        running,
                        agents)
                .stream()
                .findFirst()
                .orElse(Standing.GONE);
    }

    /** Renews the lease where nothing has changed of the agents. */
    public Standing beat(int running) {
        return beat(running, null);
    }

    /** Attempts of this incarnation that somebody wants ended. */
    public List<Lease> cancelRequests() {
        return ledger.query("select id, fence from cancel_requests(?)", Lease::read, incarnation);
    }

    /** Everything the ledger holds to be running here. */
    public List<Lease> leases() {
        return ledger.query("select id, fence from leases(?)", Lease::read, incarnation);
    }

    /** Agents whose tasks nobody may claim for now. */
    public List<String> pausedAgents() {
        return ledger.query("select name from paused_agents()", (row, number) -> row.getString(1));
    }

    /** Claims nothing from here on; goes on beating for what it still runs. */
    public void drain() {
        ledger.query("select leave(?, 'DRAINING')", row -> {}, incarnation);
    }

    /** The end: what it still owns is taken over at once. */
    public void stop() {
        ledger.query("select leave(?, 'STOPPED')", row -> {}, incarnation);
    }

    /** The newest migration the ledger has seen. */
    public int schemaVersion() {
        return ledger.query("select coalesce(schema_version(), 0)", (row, number) -> row.getInt(1))
                .getFirst();
    }
}
