package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * The ids between which there are partitions. What lies beside them lies in the default partition, which gateways may
     * read through its parent only; bounds keep the other partitions out of the plan.
     */
    private static final String BOUNDS = """
            with weeks as (
                select (right(c.relname, 8) || ' 00:00:00+00')::timestamptz as week
                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = ('warren.' || ?)::regclass and c.relname ~ '_\\d{8}$'
            )
            select substring(pg_get_partkeydef(('warren.' || ?)::regclass) from '\\((.*)\\)'),
                   lpad(to_hex((extract(epoch from min(week)) * 1000)::bigint), 12, '0') || repeat('0', 20),
                   lpad(to_hex((extract(epoch from max(week) + interval '7 days') * 1000)::bigint), 12, '0') || repeat('0', 20)
            from weeks
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

    private record Bounds(
            String key, @Nullable String from, @Nullable String to) {}

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
        Bounds bounds = Ledger.one(
                connection,
                BOUNDS,
                row -> new Bounds(row.getString(1), row.getString(2), row.getString(3)),
                parent,
                parent);
        String beside =
                "select count(*) from (select from warren.%1$s where %2$s < ?::uuid or %2$s >= ?::uuid limit %3$d) beside"
                        .formatted(parent, bounds.key(), COUNTED);
        long rows = bounds.from() == null || bounds.to() == null
                ? 0
                : Ledger.one(connection, beside, row -> row.getLong(1), bounds.from(), bounds.to());
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
