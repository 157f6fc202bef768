package dev.warren.store.worker;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One incarnation of a worker as the ledger knows it. Read only. */
@Entity
@Immutable
@Table(name = "worker")
public class RegisteredWorker {

    /** Where an incarnation stands. */
    public enum State {
        ALIVE,
        /** Finishes what it runs and claims nothing more. */
        DRAINING,
        /** Left by itself. */
        STOPPED,
        /** Was silent for longer than its lease. */
        DEAD
    }

    @Id
    private UUID incarnation;

    private String name;
    private String host;
    private String version;
    private int slots;
    private int running;

    @Column(columnDefinition = "jsonb")
    private String agents;

    @Column(columnDefinition = "text[]")
    private String[] endpoints;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant startedAt;
    private Instant lastBeat;

    @SuppressWarnings("NullAway.Init")
    protected RegisteredWorker() {}

    public UUID incarnation() {
        return incarnation;
    }

    public String name() {
        return name;
    }

    public String host() {
        return host;
    }

    public String version() {
        return version;
    }

    public int slots() {
        return slots;
    }

    /** Tasks it ran at its last beat. */
    public int running() {
        return running;
    }

    /**
     * JSON text: a list of objects with {@code name} and {@code version}, and where known {@code healthy},
     * {@code reason} and {@code runSeconds}.
     */
    public String agents() {
        return agents;
    }

    /** What it reaches, each {@code kind:name}. */
    public List<String> endpoints() {
        return List.of(endpoints);
    }

    public State state() {
        return state;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant lastBeat() {
        return lastBeat;
    }
}
