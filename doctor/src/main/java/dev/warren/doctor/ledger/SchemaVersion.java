package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.store.schema.LedgerSchema;
import java.sql.SQLException;
import java.util.List;

/** Whether the ledger has the schema that this build knows. */
final class SchemaVersion implements Check {

    private final Ledger ledger;

    SchemaVersion(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "schema-version";
    }

    private record History(int newest, String failed) {}

    @Override
    public List<Finding> look() throws SQLException {
        History history = ledger.one("""
                select coalesce(max(version::int) filter (where success), 0),
                       coalesce(string_agg(version, ', ') filter (where not success), '')
                from flyway_schema_history where version is not null
                """, row -> new History(row.getInt(1), row.getString(2)));
        if (!history.failed().isEmpty()) {
            return List.of(Finding.problem(
                    Runbook.SCHEMA_VERSION, "Migration %s of the ledger has failed half-way.", history.failed()));
        }
        return List.of(judge(history.newest(), LedgerSchema.VERSION));
    }

    static Finding judge(int found, int known) {
        if (found < known) {
            return Finding.problem(
                    Runbook.SCHEMA_VERSION,
                    "The ledger has schema version %d, and this release needs %d: its gateways have not migrated it, and its"
                            + " workers wait for that.",
                    found,
                    known);
        }
        return found == known
                ? Finding.ok("The ledger has schema version %d, as this release needs it.", found)
                : Finding.note(
                        Runbook.SCHEMA_VERSION,
                        "The ledger has schema version %d, and this doctor knows %d: it is older than the gateways. Take"
                                + " that of their release.",
                        found,
                        known);
    }
}
