package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether gateways and workers connect as logins that may do their part and no more. */
final class LedgerLogins implements Check {

    private static final String CONNECTED = """
            select distinct s.application_name, s.usename, r.rolsuper,
                   pg_has_role(r.oid, (select nspowner from pg_namespace where nspname = 'warren'), 'usage') as owner,
                   pg_has_role(r.oid, 'warren_gateway', 'usage') as gateway,
                   pg_has_role(r.oid, 'warren_worker', 'usage') as worker
            from pg_stat_activity s join pg_roles r on r.rolname = s.usename
            where s.datname = current_database() and s.application_name in ('warren-gateway', 'warren-worker')
            order by 1, 2
            """;

    private final Ledger ledger;

    LedgerLogins(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-logins";
    }

    record Login(String component, String user, boolean superuser, boolean owner, boolean gateway, boolean worker) {}

    @Override
    public List<Finding> look() throws SQLException {
        return judge(ledger.list(
                CONNECTED,
                row -> new Login(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getBoolean(6))));
    }

    static List<Finding> judge(List<Login> logins) {
        List<Finding> findings = new ArrayList<>();
        for (Login login : logins) {
            boolean isWorker = login.component().equals("warren-worker");
            String who = isWorker ? "Workers" : "Gateways";
            if (login.superuser() || login.owner()) {
                findings.add(Finding.note(
                        Runbook.RIGHTS,
                        "%s connect to the ledger as %s, %s: they may do far more than they need.",
                        who,
                        login.user(),
                        login.superuser() ? "a superuser" : "the owner of the schema"));
            } else if (isWorker ? !login.worker() : !login.gateway()) {
                findings.add(Finding.problem(
                        Runbook.RIGHTS,
                        "%s connect to the ledger as %s, which is no member of %s.",
                        who,
                        login.user(),
                        isWorker ? "warren_worker" : "warren_gateway"));
            } else if (isWorker ? login.gateway() : login.worker()) {
                findings.add(Finding.problem(
                        Runbook.RIGHTS,
                        "%s connect to the ledger as %s, which is a member of warren_gateway and of warren_worker.",
                        who,
                        login.user()));
            }
        }
        if (findings.isEmpty()) {
            findings.add(
                    logins.isEmpty()
                            ? Finding.note("Neither a gateway nor a worker is connected to the ledger.")
                            : Finding.ok(
                                    "Gateways and workers connect to the ledger as %s, each with its own rights.",
                                    String.join(
                                            " and ",
                                            logins.stream()
                                                    .map(Login::user)
                                                    .distinct()
                                                    .toList())));
        }
        return findings;
    }
}
