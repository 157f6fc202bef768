package dev.warren.store.agent;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Declares agents as data, and keeps each of their versions. */
public final class DeclareAgent {

    private final JdbcOperations ledger;

    public DeclareAgent(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * What is declared; checked already.
     *
     * @param kind {@code llm} or {@code http}
     * @param endpoint {@code kind:name} of what a worker must reach to run it
     * @param inputSchema JSON Schema as text
     * @param outputSchema JSON Schema as text
     * @param timeout of an attempt, where the task has none of its own
     * @param maxAttempts of a task, where it has none of its own; at least 1
     * @param retry JSON text of its retry policy, absent where the platform's holds
     * @param definition JSON text of all of it; the same text is the same version
     */
    public record Declaration(
            String name,
            String kind,
            String endpoint,
            String description,
            List<String> capabilities,
            @Nullable String inputSchema,
            @Nullable String outputSchema,
            Duration timeout,
            int maxAttempts,
            @Nullable String retry,
            String definition) {}

    /** What became of a declaration. */
    public enum Outcome {
        CREATED,
        CHANGED,
        /** Nothing was written: it says what the current version says. */
        SAME,
        /** Nothing was written: the current version is another than expected. */
        OTHER_VERSION,
        /** Nothing was written: workers bring an agent of this name. */
        JAVA
    }

    /**
     * An outcome.
     *
     * @param version the current one afterwards, 0 where there is no such declared agent
     */
    public record Declared(Outcome outcome, int version) {}

    /** @param expected the version that the declarer has seen, 0 for none; absent where that does not matter */
    public Declared declare(Declaration wanted, @Nullable Integer expected) {
        return ledger.query(
                        "select * from declare_agent(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        (row, number) -> new Declared(Outcome.valueOf(row.getString("outcome")), row.getInt("version")),
                        wanted.name(),
                        wanted.kind(),
                        wanted.endpoint(),
                        wanted.description(),
                        wanted.capabilities().toArray(String[]::new),
                        wanted.inputSchema(),
                        wanted.outputSchema(),
                        wanted.timeout().toMillis(),
                        wanted.maxAttempts(),
                        wanted.retry(),
                        wanted.definition(),
                        expected)
                .getFirst();
    }
}
