package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the coming weeks have their partitions, and nothing fell beside them. */
final class Partitions implements Check {

    private static final String PARENTS = """
            select c.relname from pg_class c
            where c.relnamespace = 'warren'::regnamespace and c.relkind = 'p' and c.relname ~ '^(task|dead_letter)'
            order by 1
            """;

    /** Gateways make them hourly, four weeks ahead. */
    private static final String MISSING = """
            select to_char(week, 'YYYY-MM-DD')
            from generate_series(date_trunc('week', clock_timestamp() at time zone 'UTC'),
                                 date_trunc('week', clock_timestamp() at time zone 'UTC') + interval '3 weeks',
                                 interval '1 week') week
            where not exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
                              where i.inhparent = ('warren.' || ?)::regclass
                                  and c.relname = ? || '_' || to_char(week, 'YYYYMMDD'))
            """;

    private static final int COUNTED = 1_000;

    private final Ledger ledger;

    Partitions(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-partitions";
    }

    @Override
    public List<Finding> look() throws SQLException {
        return ledger.read(connection -> {
            List<Finding> findings = new ArrayList<>();
            for (String parent : Ledger.list(connection, PARENTS, row -> row.getString(1))) {
                lookAt(parent, connection, findings);
            }
            return findings.isEmpty()
                    ? List.of(Finding.ok("The next weeks have their partitions, and the default ones are empty."))
                    : findings;
        });
    }

    private static void lookAt(String parent, Connection connection, List<Finding> findings) throws SQLException {
        List<String> missing = Ledger.list(connection, MISSING, row -> row.getString(1), parent, parent);
        if (!missing.isEmpty()) {
            findings.add(Finding.problem(
                    Runbook.PARTITIONS,
                    "Table warren.%s has no partition for the week%s from %s: no gateway has made one.",
                    parent,
                    missing.size() == 1 ? "" : "s",
                    String.join(", ", missing)));
        }
        String beside =
                "select count(*) from (select from warren.%s_default limit %d) beside".formatted(parent, COUNTED);
        long rows = Ledger.one(connection, beside, row -> row.getLong(1));
        if (rows > 0) {
            findings.add(Finding.problem(
                    Runbook.PARTITIONS,
                    "Table warren.%s_default holds %s of no week that has a partition: the clock of a gateway was wrong,"
                            + " or partitions came too late.",
                    parent,
                    rows == 1 ? "a row" : rows == COUNTED ? COUNTED + " rows or more" : rows + " rows"));
        }
    }
}
