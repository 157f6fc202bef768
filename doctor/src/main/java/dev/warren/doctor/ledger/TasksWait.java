package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.ledger.AgentsServed.Served;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What waits, for how long, and whether somebody serves it. */
final class TasksWait implements Check {

    private static final double LONG = 300;
    private static final int NAMED = 5;

    private static final String UNROUTABLE = """
            select agent, lane, count(*), extract(epoch from clock_timestamp() - min(unroutable_since)) from task
            where status = 'QUEUED' and unroutable_since is not null group by agent, lane
            """;

    private final Ledger ledger;

    TasksWait(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "tasks-wait";
    }

    @Override
    public List<Finding> look() throws SQLException {
        List<Finding> findings = new ArrayList<>(ledger.list(
                UNROUTABLE,
                row -> Finding.problem(
                        Runbook.MISSING_QUEUE,
                        "The messages of %d tasks have found no queue agent.%s.%s for %s; after 5 min the tasks fail.",
                        row.getLong(3),
                        row.getString(1),
                        row.getString(2),
                        Seconds.inWords(row.getDouble(4)))));
        findings.addAll(judge(new AgentsServed(ledger).read()));
        return findings;
    }

    static List<Finding> judge(List<Served> agents) {
        List<Finding> findings = new ArrayList<>();
        for (Served agent : agents) {
            if (agent.waiting() > 0) {
                findings.addAll(judge(agent));
            }
        }
        long waiting = agents.stream().mapToLong(Served::waiting).sum();
        double oldest = agents.stream().mapToDouble(Served::oldestSeconds).max().orElse(0);
        if (findings.isEmpty()) {
            findings.add(
                    waiting == 0
                            ? Finding.ok("No task waits.")
                            : Finding.ok(
                                    "%d tasks wait, the oldest for %s, and workers serve their agents.",
                                    waiting, Seconds.inWords(oldest)));
        }
        List<String> alone = agents.stream()
                .filter(agent -> agent.waiting() == 0 && agent.hosts() == 0 && !agent.paused())
                .map(Served::agent)
                .toList();
        if (!alone.isEmpty()) {
            findings.add(Finding.note(
                    Runbook.AGENT_WITHOUT_WORKER,
                    "No living worker hosts %s%s; nothing waits for %s.",
                    String.join(", ", alone.subList(0, Math.min(NAMED, alone.size()))),
                    alone.size() > NAMED ? " and %d other agents".formatted(alone.size() - NAMED) : "",
                    alone.size() == 1 ? "it" : "them"));
        }
        return findings;
    }

    private static List<Finding> judge(Served agent) {
        String tasks = agent.waiting() == 1 ? "A task waits" : agent.waiting() + " tasks wait";
        String since = Seconds.inWords(agent.oldestSeconds());
        if (agent.paused()) {
            return List.of(Finding.note(
                    Runbook.WAITS_LONG,
                    "%s for agent %s, for %s: an operator has paused it.",
                    tasks,
                    agent.agent(),
                    since));
        }
        if (agent.hosts() == 0) {
            return List.of(Finding.problem(
                    Runbook.AGENT_WITHOUT_WORKER,
                    "%s for agent %s, for %s, and no living worker hosts it.",
                    tasks,
                    agent.agent(),
                    since));
        }
        if (agent.healthy() == 0) {
            return List.of(Finding.problem(
                    Runbook.AGENT_WITHOUT_WORKER,
                    "%s for agent %s, for %s, and it says on every worker that it cannot work%s.",
                    tasks,
                    agent.agent(),
                    since,
                    agent.reason().isEmpty() ? "" : " (" + agent.reason() + ")"));
        }
        return agent.oldestSeconds() > LONG
                ? List.of(Finding.note(
                        Runbook.WAITS_LONG, "%s for agent %s, the oldest for %s.", tasks, agent.agent(), since))
                : List.of();
    }
}
