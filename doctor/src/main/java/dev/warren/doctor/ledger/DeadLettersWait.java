package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What ended without a result and waits for an operator. */
final class DeadLettersWait implements Check {

    private static final String BY_AGENT = """
            select agent, reason, count(*), extract(epoch from clock_timestamp() - max(died_at)) from dead_letter
            group by agent, reason order by count(*) desc limit 5
            """;

    private static final String UNREADABLE = "select count(*) from unreadable_message";

    private final Ledger ledger;

    DeadLettersWait(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public List<Finding> look() throws SQLException {
        List<Finding> findings = new ArrayList<>(ledger.list(
                BY_AGENT,
                row -> Finding.note(
                        Runbook.DEAD_LETTERS,
                        "%d dead letter%s of agent %s, reason %s, the newest %s ago.",
                        row.getLong(3),
                        row.getLong(3) == 1 ? "" : "s",
                        row.getString(1),
                        row.getString(2),
                        Seconds.inWords(row.getDouble(4)))));
        long unreadable = ledger.one(UNREADABLE, row -> row.getLong(1));
        if (unreadable > 0) {
            findings.add(Finding.note(
                    Runbook.UNREADABLE_MESSAGES,
                    "%d message%s that nobody could read: something else publishes to Warren's exchange.",
                    unreadable,
                    unreadable == 1 ? "" : "s"));
        }
        return findings.isEmpty() ? List.of(Finding.ok("No dead letter waits for an operator.")) : findings;
    }
}
