package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksProgressed;
import dev.warren.model.message.TokensMade;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.worker.agent.Outcome;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Queue;

/** What attempts say before they end. */
class TellIT {

    private final Platform platform = new Platform();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        platform.close();
    }

    @Test
    void progressIsToldAndKeptTheNewestOnceASecond() {
        platform.worker(TestAgent.called("worker", context -> {
            for (int i = 1; i <= 500; i++) {
                context.progress(i / 1000.0, "part " + i);
            }
            gate.await();
            return Outcome.completed(null);
        }));
        Queue events = platform.listen(Topology.EVENT_PROGRESS);

        UUID task = platform.run("worker", "{}");

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(platform.jdbc.queryForMap("select * from task_progress"))
                        .containsEntry("task_id", task)
                        .containsEntry("fraction", 0.5f)
                        .containsEntry("message", "part 500"));
        var told = receive(events, TasksProgressed.class);
        while (told.tasks().getFirst().fraction() < 0.5) {
            told = receive(events, TasksProgressed.class);
        }
        assertThat(told.tasks()).containsExactly(new TasksProgressed.Progressed(task, 1, 1, 0.5, "part 500"));
        assertThat(platform.admin.getQueueInfo(events.getName()).getMessageCount())
                .as("far fewer events than calls")
                .isZero();
    }

    @Test
    void tokensComeTogetherAndBeforeTheNewsOfTheEnd() {
        platform.worker(TestAgent.called("poet", context -> {
            for (String token : "Roses are red 🌹".split("(?<=.)")) {
                context.token(token);
            }
            return Outcome.completed(null);
        }));
        Queue events = platform.listen("task.#");

        UUID task = platform.run("poet", "{}");

        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
        var text = new StringBuilder();
        String type = "";
        while (!type.equals("warren.tasks-ended.v1")) {
            var message = Objects.requireNonNull(platform.amqp.receive(events.getName(), 5_000));
            type = message.getMessageProperties().getType();
            if (type.equals(TokensMade.TYPE)) {
                var piece = new MessageCodec<>(TokensMade.class)
                        .read(message.getBody())
                        .pieces()
                        .getFirst();
                assertThat(piece.task()).isEqualTo(task);
                assertThat(piece.from()).isEqualTo(text.length());
                text.append(piece.text());
            }
        }
        assertThat(text).hasToString("Roses are red 🌹");
    }

    private <M> M receive(Queue events, Class<M> type) {
        return new MessageCodec<>(type)
                .read(Objects.requireNonNull(platform.amqp.receive(events.getName(), 5_000))
                        .getBody());
    }
}
