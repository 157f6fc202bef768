package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.message.ControlMessage;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.store.agent.DeclareAgent;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentRuntime;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeclaredAgentsIT {

    private final Platform platform = new Platform();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        platform.close();
    }

    /** Answers the word of its definition. */
    private final class Parrots implements AgentRuntime {

        @Override
        public String kind() {
            return "http";
        }

        @Override
        public Set<String> endpoints() {
            return Set.of("cage");
        }

        @Override
        public Agent agent(AgentDefinition definition) {
            String word = definition.definition().path("word").asString("");
            if (word.isEmpty()) {
                throw new IllegalArgumentException("word is missing");
            }
            return TestAgent.that(definition.description(), context -> {
                if (context.input().path("wait").asBoolean(false)) {
                    gate.await();
                }
                return Outcome.completed(word + " " + definition.version());
            });
        }
    }

    @Test
    void comesChangesAndGoesWhileItsWorkerRuns() {
        platform.host(List.of(new Parrots()));
        await().until(() -> platform.jdbc.queryForObject(
                        "select count(*) from worker where endpoints = array['http:cage']", Integer.class)
                == 1);

        declare("polly", "cage", "\"word\": \"hello\", \"outputSchema\": {\"type\": \"string\"}");
        assertThat(output(platform.run("polly", "{}"))).isEqualTo("\"hello 1\"");
        UUID old = platform.run("polly", "{\"wait\": true}");
        await().until(() -> platform.status(old) == TaskStatus.RUNNING);

        declare("polly", "cage", "\"word\": \"bye\"");
        UUID changed = platform.run("polly", "{}");
        assertThat(output(changed)).isEqualTo("\"bye 2\"");
        assertThat(platform.row(changed)).containsEntry("agent_version", "2");
        gate.countDown();
        assertThat(output(old)).as("what runs keeps its version").isEqualTo("\"hello 1\"");

        // Nobody tells the worker: it claims a version that it cannot run, gives it back, and looks around.
        new DeclareAgent(platform.jdbc).declare(declaration("polly", "elsewhere", "\"word\": \"gone\""), null);
        UUID waits = platform.run("polly", "{}");
        await().atMost(Duration.ofSeconds(10)).until(() -> platform.consumers("polly") == 0);
        assertThat(platform.status(waits)).isEqualTo(TaskStatus.QUEUED);

        declare("polly", "cage", "\"word\": \"back\"");
        assertThat(output(waits)).isEqualTo("\"back 4\"");
    }

    @Test
    void aDefinitionThatCannotBeReadFailsItsTasksAndIsHeardOfWithoutAMessageToo() {
        platform.host(List.of(new Parrots()));
        new DeclareAgent(platform.jdbc).declare(declaration("mute", "cage", "\"words\": []"), null);
        platform.declareQueue("mute");

        UUID task = platform.run("mute", "{}");

        platform.await(task, TaskStatus.FAILED);
        assertThat(platform.row(task))
                .containsEntry("error_reason", "NON_RETRYABLE")
                .containsEntry("error_code", "DEFINITION_INVALID")
                .containsEntry("error_message", "version 1 of the agent cannot be run: word is missing");
    }

    @Test
    void anOutputIsCheckedAgainstTheDeclaredSchema() {
        platform.host(List.of(new Parrots()));
        declare("wrong", "cage", "\"word\": \"hello\", \"outputSchema\": {\"type\": \"integer\"}");

        UUID task = platform.run("wrong", "{}");

        platform.await(task, TaskStatus.FAILED);
        assertThat(platform.row(task)).containsEntry("error_code", "OUTPUT_INVALID");
    }

    private void declare(String name, String endpoint, String more) {
        new DeclareAgent(platform.jdbc).declare(declaration(name, endpoint, more), null);
        platform.declareQueue(name);
        platform.order(new ControlMessage.AgentsChanged(), Topology.CONTROL_ALL);
    }

    private static DeclareAgent.Declaration declaration(String name, String endpoint, String more) {
        return new DeclareAgent.Declaration(
                name,
                "http",
                "http:" + endpoint,
                "",
                List.of(),
                null,
                null,
                Duration.ofMinutes(1),
                3,
                null,
                "{\"kind\": \"http\", \"endpoint\": \"%s\", %s}".formatted(endpoint, more));
    }

    private String output(UUID task) {
        platform.await(task, TaskStatus.COMPLETED);
        return platform.row(task).get("output").toString();
    }
}
