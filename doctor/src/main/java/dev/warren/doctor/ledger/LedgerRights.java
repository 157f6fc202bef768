package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.store.schema.LedgerSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether each role may do in the ledger what the migrations let it do, and no more. What they let it do stands in {@code
 * ledger-rights.txt}, which a test compares with a ledger that was just migrated.
 */
public final class LedgerRights implements Check {

    private static final String RESOURCE = "/ledger-rights.txt";
    private static final String EVERYBODY = "public";
    private static final Set<String> OURS = Set.of("warren_gateway", "warren_worker", EVERYBODY);
    private static final int NAMED = 3;

    private static final String VERSION = "select max(version::int) from flyway_schema_history where success";

    /** Partitions are reached through their parents, and stand for them. */
    private static final String GRANTED = """
            with granted as (
                select a.grantee, 'schema' as kind, n.nspname::text as object, a.privilege_type
                from pg_namespace n cross join lateral aclexplode(n.nspacl) a
                where n.nspname = 'warren' and a.grantee <> n.nspowner
                union
                select a.grantee, 'table', coalesce(parent.relname, c.relname)::text, a.privilege_type
                from pg_class c cross join lateral aclexplode(c.relacl) a
                left join pg_inherits i on i.inhrelid = c.oid and c.relispartition
                left join pg_class parent on parent.oid = i.inhparent
                where c.relnamespace = 'warren'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
                    and a.grantee <> c.relowner
                union
                select a.grantee, 'function', p.proname || '(' || oidvectortypes(p.proargtypes) || ')', a.privilege_type
                from pg_proc p cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                where p.pronamespace = 'warren'::regnamespace and a.grantee <> p.proowner
            )
            select (case when g.grantee = 0 then 'public' else pg_get_userbyid(g.grantee) end || ' ' || g.privilege_type || ' '
                   || g.kind || ' ' || g.object) collate "C"
            from granted g order by 1
            """;

    private final Ledger ledger;

    public LedgerRights(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-rights";
    }

    @Override
    public List<Finding> look() throws SQLException, IOException {
        int version = ledger.one(VERSION, row -> row.getInt(1));
        if (version != LedgerSchema.VERSION) {
            return List.of(Finding.note(
                    "Not compared: this doctor knows the rights of schema version %d.", LedgerSchema.VERSION));
        }
        return judge(expected(), granted());
    }

    /** What is granted in the ledger, a right a line: whom, what, on what. */
    public List<String> granted() throws SQLException {
        return ledger.list(GRANTED, row -> row.getString(1));
    }

    private static Set<String> expected() throws IOException {
        try (InputStream resource = LedgerRights.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException(RESOURCE + " is missing in this build");
            }
            return new TreeSet<>(new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    static List<Finding> judge(Set<String> expected, List<String> granted) {
        List<Finding> findings = new ArrayList<>();
        for (String role : OURS.stream().sorted().toList()) {
            List<String> missing = of(
                    role,
                    expected.stream().filter(right -> !granted.contains(right)).toList());
            List<String> excess = of(
                    role,
                    granted.stream().filter(right -> !expected.contains(right)).toList());
            if (!missing.isEmpty()) {
                findings.add(Finding.problem(
                        Runbook.RIGHTS, "Role %s lacks rights that it needs in the ledger: %s.", role, named(missing)));
            }
            if (!excess.isEmpty()) {
                findings.add(Finding.problem(
                        Runbook.RIGHTS,
                        "%s has rights in the ledger that %s must not have: %s.",
                        role.equals(EVERYBODY) ? "Everybody" : "Role " + role,
                        role.equals(EVERYBODY) ? "nobody but the components" : "it",
                        named(excess)));
            }
        }
        Set<String> others = granted.stream()
                .map(LedgerRights::role)
                .filter(role -> !OURS.contains(role))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!others.isEmpty()) {
            findings.add(Finding.note(
                    Runbook.RIGHTS, "Somebody has given rights in the ledger to %s too.", String.join(", ", others)));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok("Gateways and workers may do in the ledger what they need, and no more."))
                : findings;
    }

    private static List<String> of(String role, List<String> rights) {
        return rights.stream()
                .filter(right -> role(right).equals(role))
                .map(right -> right.substring(right.indexOf(' ') + 1))
                .toList();
    }

    private static String role(String right) {
        return right.substring(0, right.indexOf(' '));
    }

    private static String named(List<String> rights) {
        String first = String.join("; ", rights.subList(0, Math.min(NAMED, rights.size())));
        return rights.size() > NAMED ? "%s; and %d more".formatted(first, rights.size() - NAMED) : first;
    }
}
