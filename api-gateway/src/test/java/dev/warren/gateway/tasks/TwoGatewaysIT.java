package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.test.TestServers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoGatewaysIT {

    private List<RunningGateway> gateways;

    @BeforeAll
    void start() {
        String ledger = TestServers.freshDatabase();
        String broker = "--warren.broker.uri=" + TestServers.freshVirtualHost();
        gateways = IntStream.range(0, 2)
                .mapToObj(i -> RunningGateway.start(TestServers.postgres(), ledger, broker))
                .toList();
        gateways.getFirst().register(RunningGateway.ECHO);
    }

    @AfterAll
    void stop() {
        gateways.forEach(RunningGateway::close);
    }

    @Test
    void makeOneTaskOfManySubmissionsWithOneKey() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = "key-" + UUID.randomUUID();
            List<Answer> answers = all(
                    40,
                    gateway -> gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":1}", "Idempotency-Key", key));

            assertThat(answers).allMatch(answer -> answer.status() == 202);
            assertThat(answers.stream()
                            .map(answer -> answer.body().get("id").asString())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void refuseTheSecondOfTwoBodiesUnderOneKeyAndMakeOneTask() throws Exception {
        String key = "key-" + UUID.randomUUID();
        String label = UUID.randomUUID().toString();

        List<Answer> answers = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> submissions = IntStream.range(0, 40)
                    .mapToObj(i -> (Callable<Answer>) () -> gateways.get(i % 2)
                            .post(
                                    "/v1/tasks",
                                    "{\"agent\":\"echo\",\"input\":" + i % 4 / 2 + ",\"labels\":{\"k\":\"" + label
                                            + "\"}}",
                                    "Idempotency-Key",
                                    key))
                    .toList();
            for (Future<Answer> answer : callers.invokeAll(submissions)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(20);
        assertThat(answers.stream().filter(answer -> answer.status() == 422))
                .hasSize(20)
                .allMatch(answer -> answer.problem().equals("idempotency-key-reused"));
        assertThat(gateways.getLast().get("/v1/tasks?label=k:" + label).body().get("tasks"))
                .hasSize(1);
    }

    @Test
    void makeOneTaskOfEachItemOfABatchThatComesTwice() throws Exception {
        String key = "key-" + UUID.randomUUID();
        String batch = IntStream.range(0, 50)
                .mapToObj(i -> "{\"agent\":\"echo\",\"input\":" + i + "}")
                .collect(Collectors.joining(",", "{\"tasks\":[", "]}"));

        List<Answer> answers = all(6, gateway -> gateway.post("/v1/tasks/batch", batch, "Idempotency-Key", key));

        var ids = new HashSet<List<String>>();
        for (Answer answer : answers) {
            ids.add(answer.body()
                    .get("results")
                    .valueStream()
                    .map(result -> result.at("/task/id").asString())
                    .toList());
        }
        assertThat(ids).hasSize(1);
        assertThat(ids.iterator().next()).doesNotHaveDuplicates().hasSize(50);
    }

    private interface Call {
        Answer on(RunningGateway gateway);
    }

    private List<Answer> all(int calls, Call call) throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> each = IntStream.range(0, calls)
                    .mapToObj(i -> (Callable<Answer>) () -> call.on(gateways.get(i % 2)))
                    .toList();
            var answers = new ArrayList<Answer>();
            for (Future<Answer> answer : callers.invokeAll(each)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
