package dev.warren.store.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of an agent. Read only. */
@Entity
@Immutable
@Table(name = "agent")
public class RegisteredAgent {

    @Id
    private String name;

    private String kind;
    private @Nullable String tenant;
    private String version;
    private String description;

    @Column(columnDefinition = "text[]")
    private String[] capabilities;

    @Column(columnDefinition = "json")
    private @Nullable String inputSchema;

    @Column(columnDefinition = "json")
    private @Nullable String outputSchema;

    private long timeoutMs;
    private int maxAttempts;

    @Column(columnDefinition = "json")
    private @Nullable String retry;

    private @Nullable String endpoint;

    @Column(columnDefinition = "json")
    private @Nullable String definition;

    private boolean paused;
    private Instant registeredAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected RegisteredAgent() {}

    public String name() {
        return name;
    }

    /** {@code java}, {@code llm} or {@code http}. */
    public String kind() {
        return kind;
    }

    /** Its owner; absent for the platform's agents, which every tenant may use. */
    public @Nullable String tenant() {
        return tenant;
    }

    public String version() {
        return version;
    }

    public String description() {
        return description;
    }

    public List<String> capabilities() {
        return List.of(capabilities);
    }

    /** JSON Schema as text. */
    public @Nullable String inputSchema() {
        return inputSchema;
    }

    /** JSON Schema as text. */
    public @Nullable String outputSchema() {
        return outputSchema;
    }

    /** Of an attempt, where the task has none of its own. */
    public Duration timeout() {
        return Duration.ofMillis(timeoutMs);
    }

    /** Of a task, where it has none of its own. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** JSON text of its retry policy; absent where the platform's holds. */
    public @Nullable String retry() {
        return retry;
    }

    /** {@code kind:name} of what a worker must reach to run it; absent where workers bring it themselves. */
    public @Nullable String endpoint() {
        return endpoint;
    }

    /** JSON text, as it was declared; absent where workers bring it themselves. */
    public @Nullable String definition() {
        return definition;
    }

    public boolean paused() {
        return paused;
    }

    public Instant registeredAt() {
        return registeredAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
