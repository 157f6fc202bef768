package dev.warren.worker.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostedAgentsTests {

    private record Named(String name, int concurrency) implements Agent {

        @Override
        public AgentDescription description() {
            return AgentDescription.named(name)
                    .withConcurrency(concurrency)
                    .withInputSchema("{\"type\":\"string\"}")
                    .withCapabilities("repeat");
        }

        @Override
        public Outcome run(AgentContext context) {
            return Outcome.completed(name);
        }
    }

    @Test
    void announcesWhatAnAgentSaysOfItself() {
        var row = HostedAgents.of(Map.of("bean", new Named("echo", 4)))
                .forRegistry()
                .getFirst();

        assertThat(row.name()).isEqualTo("echo");
        assertThat(row.inputSchema()).isEqualTo("{\"type\":\"string\"}");
        assertThat(row.outputSchema()).isNull();
        assertThat(row.capabilities()).containsExactly("repeat");
    }

    @Test
    void refusesTwoAgentsOfOneNameAndNamesTheirBeans() {
        var beans = new TreeMap<String, Agent>(Map.of("one", new Named("echo", 1), "two", new Named("echo", 2)));

        assertThatIllegalStateException()
                .isThrownBy(() -> HostedAgents.of(beans))
                .withMessageContainingAll("'echo'", "'one'", "'two'");
    }

    @Test
    void limitsOnlyThoseThatAskForIt() {
        var agents = HostedAgents.of(Map.of("a", new Named("narrow", 2), "b", new Named("wide", Integer.MAX_VALUE)));

        assertThat(agents.concurrencyLimits()).containsExactly(Map.entry("narrow", 2));
    }
}
