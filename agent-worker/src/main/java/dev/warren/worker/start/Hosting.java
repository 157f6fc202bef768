package dev.warren.worker.start;

import dev.warren.store.agent.DeclaredAgents;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.hosting.AgentHealthBoard;
import dev.warren.worker.hosting.AgentsHere;
import dev.warren.worker.hosting.DeclaredHere;
import dev.warren.worker.hosting.FindAgent;
import dev.warren.worker.hosting.HostedAgents;
import dev.warren.worker.hosting.PausedAgents;
import dev.warren.worker.hosting.ReadRegistry;
import dev.warren.worker.hosting.ShowAgents;
import dev.warren.worker.hosting.WatchHealth;
import dev.warren.worker.metric.MeanRunTimes;

/** The parts of a worker that know its agents. */
record Hosting(AgentsHere here, FindAgent find, WatchHealth health, ReadRegistry registry, ShowAgents show) {

    /** What an application brings to host. */
    record Content(HostedAgents java, DeclaredHere declared) {

        /** @throws IllegalStateException where there is nothing to host */
        Content {
            if (java.isEmpty() && !declared.isAny()) {
                throw new IllegalStateException("This worker hosts no agent: declare a bean of type "
                        + Agent.class.getName() + ", or set warren.worker.enabled=false");
            }
        }
    }

    /** @param lookAgain brings the consumers to what is hosted now; must be quick */
    static Hosting of(Content content, Ledger ledger, MeanRunTimes runTimes, Runnable lookAgain) {
        var paused = new PausedAgents();
        var here = new AgentsHere(content.java(), content.declared(), paused, new AgentHealthBoard());
        return new Hosting(
                here,
                new FindAgent(content.java(), content.declared(), new DeclaredAgents(ledger.work()), ledger.few()),
                new WatchHealth(here, lookAgain),
                new ReadRegistry(new DeclaredAgents(ledger.heartbeat()), content.declared(), paused, lookAgain),
                new ShowAgents(here, runTimes));
    }
}
