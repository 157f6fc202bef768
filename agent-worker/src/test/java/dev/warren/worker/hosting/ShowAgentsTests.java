package dev.warren.worker.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.metric.TestMetrics;
import dev.warren.worker.metric.WorkerMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowAgentsTests {

    private final AgentHealthBoard health = new AgentHealthBoard();
    private final WorkerMetrics metrics = new WorkerMetrics(new SimpleMeterRegistry(), TestMetrics.SETTINGS);
    private final ShowAgents show = new ShowAgents(
            new AgentsHere(
                    HostedAgents.of(Map.of("bean", new Echo())),
                    new DeclaredHere(List.of()),
                    new PausedAgents(),
                    health),
            metrics.meanRunTimes());

    private record Echo() implements Agent {
        @Override
        public AgentDescription description() {
            return AgentDescription.named("echo").withVersion("\"2\"");
        }

        @Override
        public Outcome run(AgentContext context) {
            return Outcome.completed(null);
        }
    }

    @Test
    void tellsEachIncarnationOnceAndThenWhatHasChanged() {
        String first = show.news("one");
        assertThat(first).isEqualTo("[{\"name\":\"echo\",\"version\":\"\\\"2\\\"\",\"healthy\":true}]");
        assertThat(show.news("one")).as("the ledger has not taken it").isEqualTo(first);

        show.shown("one", first);
        assertThat(show.news("one")).isNull();
        assertThat(show.news("two")).isEqualTo(first);

        health.isDown("echo", "away\0");
        assertThat(show.news("one")).contains("\"healthy\":false,\"reason\":\"away\uFFFD\"");
    }

    @Test
    void roundsTheMeanRunTimeToTwoDigits() {
        metrics.runTime("echo", "1", "completed", Duration.ofMillis(1234));
        assertThat(show.news("one")).contains("\"runSeconds\":1.2}");

        metrics.runTime("echo", "1", "retry", Duration.ofMillis(3234));
        assertThat(show.news("one")).as("a tenth of the way").contains("\"runSeconds\":1.4}");
    }
}
