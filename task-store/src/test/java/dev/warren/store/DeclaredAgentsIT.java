package dev.warren.store;

import static dev.warren.store.LedgerUnderTest.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.store.agent.DeclareAgent;
import dev.warren.store.agent.DeclareAgent.Declaration;
import dev.warren.store.agent.DeclareAgent.Declared;
import dev.warren.store.agent.DeclareAgent.Outcome;
import dev.warren.store.agent.DeclaredAgent;
import dev.warren.store.agent.DeclaredAgents;
import dev.warren.store.agent.PauseAgent;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.progress.Progress;
import dev.warren.store.progress.ReportProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeclaredAgentsIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final DeclareAgent declare = new DeclareAgent(ledger.jdbc);
    private final DeclaredAgents declared = new DeclaredAgents(ledger.jdbc);

    @Test
    void keepsEachVersionOnceAndTheCurrentOneForWhoeverReachesItsEndpoint() {
        assertThat(declare("poet", "one", 0)).isEqualTo(new Declared(Outcome.CREATED, 1));
        assertThat(declare("poet", "one", null)).isEqualTo(new Declared(Outcome.SAME, 1));
        assertThat(declare("poet", "two", 1)).isEqualTo(new Declared(Outcome.CHANGED, 2));

        assertThat(declared.definition("poet", 1)).contains("\"one\"");
        assertThat(declared.definition("poet", 2)).contains("\"two\"");
        assertThat(declared.definition("poet", 3)).isEmpty();
        assertThat(declared.at(List.of("llm:main", "http:x")))
                .containsExactly(new DeclaredAgent("poet", "llm", 2, "llm:main", null, "{}", "\"two\""));
        assertThat(declared.at(List.of("http:x"))).isEmpty();
        assertThat(ledger.jdbc.queryForList("select lane from agent_queue where agent = 'poet'", String.class))
                .containsExactly("shared");
    }

    @Test
    void aDeclarerWhoHasSeenAnotherVersionChangesNothing() {
        declare("poet", "one", null);

        assertThat(declare("poet", "two", 0)).isEqualTo(new Declared(Outcome.OTHER_VERSION, 1));
        assertThat(declare("poet", "two", 2)).isEqualTo(new Declared(Outcome.OTHER_VERSION, 1));
        assertThat(declare("other", "two", 1)).isEqualTo(new Declared(Outcome.OTHER_VERSION, 0));
        assertThat(declared.definition("poet", 1)).contains("\"one\"");
    }

    @Test
    void ofManyWhoDeclareAtOnceOneIsFirst() throws Exception {
        List<Callable<Outcome>> declarers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String text = "text " + i;
            declarers.add(() -> declare("poet", text, 0).outcome());
        }

        List<Outcome> outcomes = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(declarers.size())) {
            for (Future<Outcome> outcome : threads.invokeAll(declarers)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).containsOnlyOnce(Outcome.CREATED);
        assertThat(outcomes).filteredOn(Outcome.OTHER_VERSION::equals).hasSize(5);
    }

    @Test
    void anAgentIsBroughtByWorkersOrDeclaredNotBoth() {
        assertThat(declare("echo", "one", null).outcome()).isEqualTo(Outcome.JAVA);
        declare("poet", "one", null);

        assertThatThrownBy(() -> ledger.announced("poet"))
                .hasStackTraceContaining("agent poet is declared over the API: give the Java agent another name");
        assertThat(declared.at(List.of("llm:main")))
                .extracting(DeclaredAgent::version)
                .containsExactly(1);
    }

    @Test
    void anAttemptRunsTheVersionThatWasCurrentAtItsClaim() {
        declare("poet", "one", null);
        UUID worker = ledger.worker();
        UUID id = ledger.submitted();
        ledger.finish(worker, ledger.claimed(worker, id), new Ending.HandedOff("poet", "1"));

        ClaimedTask first = ledger.claimed(worker, id, "poet");
        declare("poet", "two", null);
        ledger.finish(worker, first, new Ending.Released());
        ClaimedTask second = ledger.claimed(worker, id, "poet");
        ledger.finish(worker, second, new Ending.Released());

        assertThat(List.of(first.agentVersion(), second.agentVersion())).containsExactly("1", "2");
        assertThat(ledger.jdbc.queryForList(
                        "select agent || ' ' || agent_version from task_attempt where task_id = ? order by attempt",
                        String.class,
                        id))
                .containsExactly("echo 1", "poet 1", "poet 2");
    }

    @Test
    void pausingHoldsBackClaimsUntilItIsResumed() {
        var pause = new PauseAgent(ledger.jdbc);
        UUID worker = ledger.worker();
        UUID task = ledger.submitted();

        assertThat(pause.pause("default", "echo", true)).contains(true);
        assertThat(pause.pause("default", "echo", true)).contains(false);
        assertThat(pause.pause("default", "nobody", true)).isEmpty();
        assertThat(ledger.claim(worker, task, 1)).isEqualTo(new ClaimVerdict.NotMe());
        assertThat(pause.pause("default", "echo", false)).contains(true);
        assertThat(ledger.claim(worker, task, 1)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void progressIsTheNewestOfTheAttemptThatRunsWhateverOthersReport() {
        var progress = new ReportProgress(ledger.jdbc);
        UUID worker = ledger.worker();
        ClaimedTask stale = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, stale, new Ending.Released());
        ClaimedTask fresh = ledger.claimed(worker, stale.id());
        ClaimedTask other = ledger.claimed(worker, ledger.submitted());

        progress.report(
                worker,
                List.of(
                        new Progress(lease(fresh), 0.25, "a quarter"),
                        new Progress(lease(fresh), 0.5, "half\0way"),
                        new Progress(lease(stale), 0.75, "late"),
                        new Progress(lease(other), Double.NaN, "lost")));
        progress.report(worker, List.of(new Progress(lease(other), 7, "too far")));

        assertThat(ledger.jdbc.queryForList(
                        "select fraction || ' ' || message from task_progress order by fraction", String.class))
                .containsExactly("0.5 half\uFFFDway", "1 too far");
    }

    private Declared declare(String name, String text, Integer expected) {
        return declare.declare(
                new Declaration(
                        name,
                        "llm",
                        "llm:main",
                        "Writes",
                        List.of("verse"),
                        null,
                        null,
                        Duration.ofMinutes(1),
                        3,
                        "{}",
                        "\"" + text + "\""),
                expected);
    }
}
