package dev.warren.doctor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.check.Verdict;
import dev.warren.doctor.ledger.AgentsServed.Served;
import dev.warren.doctor.ledger.LedgerLogins.Login;
import dev.warren.doctor.ledger.WorkersBeat.Worker;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of rows that are tedious to bring about. */
class JudgementTests {

    @Test
    void aWorkerIsLateThenSilentThenDead() {
        List<Finding> findings = WorkersBeat.judge(
                List.of(
                        new Worker("fresh", "ALIVE", 10, 3, 2, 100),
                        new Worker("late", "ALIVE", 10, 3, 12, 100),
                        new Worker("silent", "ALIVE", 10, 3, 60, 100),
                        new Worker("late", "DEAD", 10, 3, 600, 1_000),
                        new Worker("drained", "DRAINING", 10, 0, 2, 10_000)),
                true);

        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK, Verdict.NOTE, Verdict.PROBLEM, Verdict.NOTE, Verdict.NOTE);
        assertThat(findings.get(2).sentence()).contains("silent for 60 s");
        assertThat(findings.get(4).sentence()).contains("It has been started again since");
    }

    @Test
    void deathsOfOneWorkerAreOneFinding() {
        List<Finding> findings = WorkersBeat.judge(
                List.of(
                        new Worker("steady", "ALIVE", 10, 3, 2, 100),
                        new Worker("killed", "DEAD", 10, 3, 60, 100),
                        new Worker("poisoned", "DEAD", 10, 3, 900, 1_000),
                        new Worker("poisoned", "DEAD", 10, 3, 77, 1_000),
                        new Worker("poisoned", "DEAD", 10, 3, 500, 1_000),
                        new Worker("twice", "DEAD", 10, 3, 40, 100),
                        new Worker("twice", "DEAD", 10, 3, 90, 100),
                        new Worker("well again", "DEAD", 10, 3, 700, 100),
                        new Worker("well again", "DEAD", 10, 3, 800, 100),
                        new Worker("well again", "DEAD", 10, 3, 900, 100)),
                true);

        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK, Verdict.NOTE, Verdict.PROBLEM, Verdict.NOTE, Verdict.NOTE);
        assertThat(findings.get(2).sentence())
                .contains("called dead 3 times within an hour")
                .contains("77 s ago");
        assertThat(findings.get(2).runbook()).isEqualTo(Runbook.WORKERS_KEEP_DYING);
        assertThat(findings.get(3).sentence()).contains("2 times").contains("fell silent 40 s ago");
    }

    @Test
    void noWorkerIsAProblemWhereTasksWait() {
        assertThat(WorkersBeat.judge(List.of(), true)).singleElement().matches(Finding::isProblem);
        assertThat(WorkersBeat.judge(List.of(), false))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.NOTE);
        assertThat(WorkersBeat.judge(List.of(new Worker("full", "ALIVE", 10, 10, 2, 100)), true))
                .extracting(Finding::runbook)
                .contains(Runbook.WAITS_LONG);
    }

    @Test
    void whatWaitsIsJudgedByWhoServesIt() {
        List<Finding> findings = TasksWait.judge(List.of(
                new Served("alone", false, 2, 30, 0, 0, 0, ""),
                new Served("down", false, 1, 30, 1, 0, 0, "no model"),
                new Served("paused", true, 1, 900, 1, 1, 1, ""),
                new Served("slow", false, 7, 900, 1, 1, 0, ""),
                new Served("unused", false, 0, 0, 0, 0, 0, "")));

        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Verdict.PROBLEM, Verdict.PROBLEM, Verdict.NOTE, Verdict.NOTE, Verdict.NOTE);
        assertThat(findings.get(1).sentence()).contains("(no model)");
        assertThat(findings.get(4).sentence()).contains("unused").contains("nothing waits for it");
    }

    @Test
    void connectionsRunOut() {
        assertThat(ServerConnections.judge(10, 97).verdict()).isEqualTo(Verdict.OK);
        assertThat(ServerConnections.judge(75, 97).verdict()).isEqualTo(Verdict.NOTE);
        assertThat(ServerConnections.judge(90, 97).verdict()).isEqualTo(Verdict.PROBLEM);
    }

    @Test
    void aSchemaIsOldRightOrNew() {
        assertThat(SchemaVersion.judge(5, 6).verdict()).isEqualTo(Verdict.PROBLEM);
        assertThat(SchemaVersion.judge(6, 6).verdict()).isEqualTo(Verdict.OK);
        assertThat(SchemaVersion.judge(7, 6).verdict()).isEqualTo(Verdict.NOTE);
    }

    @Test
    void rightsAreMissingOrTooMany() {
        List<Finding> findings = LedgerRights.judge(
                Set.of("warren_worker EXECUTE function beat(uuid)", "warren_gateway SELECT table task"),
                List.of("warren_gateway SELECT table task", "public SELECT table task", "auditor SELECT table task"));

        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Verdict.PROBLEM, Verdict.PROBLEM, Verdict.NOTE);
        assertThat(findings.get(0).sentence()).startsWith("Everybody has rights");
        assertThat(findings.get(1).sentence()).contains("warren_worker").contains("EXECUTE function beat(uuid)");
        assertThat(findings.get(2).sentence()).contains("auditor");
    }

    @Test
    void loginsDoTheirPartAndNoMore() {
        assertThat(LedgerLogins.judge(List.of(
                        new Login("warren-gateway", "g", false, false, true, false),
                        new Login("warren-worker", "w", false, false, false, true))))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK);
        assertThat(LedgerLogins.judge(List.of(
                        new Login("warren-gateway", "postgres", true, true, true, true),
                        new Login("warren-worker", "both", false, false, true, true),
                        new Login("warren-worker", "none", false, false, false, false))))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.NOTE, Verdict.PROBLEM, Verdict.PROBLEM);
    }

    @Test
    void releasesAreMixed() {
        assertThat(WorkerVersions.judge(List.of(
                                new WorkerVersions.Release("1", 2, "a, b"), new WorkerVersions.Release("2", 1, "c")))
                        .sentence())
                .contains("1 (a, b), 2 (c)");
    }

    @Test
    void spansAreSaidAsPeopleSayThem() {
        assertThat(List.of(0.4, 119.0, 120.0, 7_200.0, 200_000.0))
                .extracting(Seconds::inWords)
                .containsExactly("0 s", "119 s", "2 min", "2 h", "2 d");
    }
}
