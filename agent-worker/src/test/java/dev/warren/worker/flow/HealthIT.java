package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.TaskStatus;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentHealth;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthIT {

    private final Platform platform = new Platform();

    @AfterEach
    void close() {
        platform.close();
    }

    private interface HealthCheck {
        AgentHealth ask() throws Exception;
    }

    private static final class Moody implements Agent {
        private final List<String> life = new CopyOnWriteArrayList<>();
        private volatile HealthCheck health = AgentHealth::up;
        private volatile boolean starts = true;

        @Override
        public AgentDescription description() {
            return AgentDescription.named("moody");
        }

        @Override
        public void start() {
            if (!starts) {
                throw new IllegalStateException("no licence");
            }
            life.add("started");
        }

        @Override
        public AgentHealth health() {
            try {
                return health.ask();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {
            life.add("stopped");
        }

        @Override
        public Outcome run(AgentContext context) {
            return Outcome.completed("well");
        }
    }

    @Test
    void anAgentThatIsDownConsumesNothingShowsItAndComesBack() {
        var agent = new Moody();
        var steady = TestAgent.called("steady", context -> Outcome.completed("well"));
        var worker = platform.workerOf(List.of(agent, steady));
        await().until(() -> platform.consumers("moody") == 1);

        agent.health = () -> AgentHealth.down("its model is away");
        await().atMost(Duration.ofSeconds(10)).until(() -> platform.consumers("moody") == 0);
        UUID waiting = platform.run("moody", "{}");
        await().atMost(Duration.ofSeconds(10)).until(() -> shown("moody").equals("its model is away"));
        assertThat(shown("steady")).isEqualTo("true");
        UUID other = platform.run("steady", "{}");
        await().until(() -> platform.status(other) == TaskStatus.COMPLETED);
        assertThat(platform.status(waiting)).isEqualTo(TaskStatus.QUEUED);

        var never = new CountDownLatch(1);
        agent.health = () -> {
            never.await();
            return AgentHealth.up();
        };
        await().atMost(Duration.ofSeconds(15)).until(() -> shown("moody").startsWith("it does not answer"));

        agent.health = AgentHealth::up;
        never.countDown();
        await().atMost(Duration.ofSeconds(15)).until(() -> platform.status(waiting) == TaskStatus.COMPLETED);
        await().atMost(Duration.ofSeconds(10)).until(() -> shown("moody").equals("true"));
        worker.close();
        assertThat(agent.life).containsExactly("started", "stopped");
    }

    @Test
    void anAgentThatCannotStartIsStartedAgainUntilItCan() {
        var agent = new Moody();
        agent.starts = false;
        platform.worker(agent);
        UUID task = platform.run("moody", "{}");
        await().atMost(Duration.ofSeconds(10)).until(() -> shown("moody").contains("no licence"));
        assertThat(platform.status(task)).isEqualTo(TaskStatus.QUEUED);

        agent.starts = true;

        await().atMost(Duration.ofSeconds(10)).until(() -> platform.status(task) == TaskStatus.COMPLETED);
        assertThat(agent.life).containsExactly("started");
    }

    /** As the registry has it: true, or why not. */
    private String shown(String agent) {
        return platform.jdbc.queryForObject("""
                select coalesce((select coalesce(a ->> 'reason', a ->> 'healthy', 'unknown')
                                 from worker w, jsonb_array_elements(w.agents) a where a ->> 'name' = ?), 'none')""", String.class, agent);
    }
}
