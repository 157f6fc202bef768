package dev.warren.store.agent;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;

/** The declared agents, for the workers that run them. */
public final class DeclaredAgents {

    private final JdbcOperations ledger;

    public DeclaredAgents(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Those that need one of these endpoints, as they are now. */
    public List<DeclaredAgent> at(Collection<String> endpoints) {
        return ledger.query(
                "select * from declared_agents(?)",
                (row, number) -> new DeclaredAgent(
                        row.getString("name"),
                        row.getString("kind"),
                        row.getInt("version"),
                        row.getString("endpoint"),
                        row.getString("output_schema"),
                        row.getString("retry"),
                        row.getString("definition")),
                (Object) endpoints.toArray(String[]::new));
    }

    /** JSON text of one version, old or new; empty where there is none. */
    public Optional<String> definition(String name, int version) {
        return ledger
                .query(
                        "select definition from agent_definition(?, ?)",
                        (row, number) -> row.getString(1),
                        name,
                        version)
                .stream()
                .findFirst();
    }
}
