package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksDue;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;

class ChildrenIT {

    private final Platform platform = new Platform();
    private final AtomicInteger plans = new AtomicInteger();
    private final TestAgent square = TestAgent.called("square", context -> {
        int number = context.input().intValue();
        return number < 0 ? Outcome.failed("NEGATIVE", "no negative numbers") : Outcome.completed(number * number);
    });

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void aCallHoldsNoSlotSoThatOneSlotIsEnoughForAllThreeGenerations() {
        var sum = TestAgent.called("sum", context -> {
            context.step("plan", plans::incrementAndGet);
            var three = ChildTask.of("three", "square", 3);
            var four = ChildTask.of("four", "square", 4);
            context.addUsage(new Usage(1, 0));
            context.send(three);
            context.send(four);
            int both = context.call(three).output(Integer.class)
                    + context.call(four).output(Integer.class);
            return Outcome.completed(both);
        });
        var root = TestAgent.called(
                "root",
                context -> Outcome.completed(
                        Math.sqrt(context.call(ChildTask.of("sum", "sum", null)).output(Integer.class))));
        Queue news = platform.listen(Topology.EVENT_DUE);
        platform.workerOf(List.of(root, sum, square), "warren.worker.slots=1");

        UUID task = platform.run("root", "{}");
        platform.await(task, TaskStatus.COMPLETED);

        assertThat(platform.row(task).get("output")).hasToString("5.0");
        assertThat(platform.row(task)).containsEntry("failures", 0);
        assertThat(platform.attemptOutcomes(task)).containsExactly("CALLED");
        assertThat(square.started).hasSize(2);
        assertThat(plans).hasValue(1);
        var due = new AtomicInteger();
        await("news that three children were sent and three have ended")
                .until(() -> due.addAndGet(received(news)) >= 6);
        assertThat(platform.jdbc.queryForList(
                        "select labels ->> 'team' from task where parent = ?", String.class, task))
                .as("a child inherits labels")
                .containsExactly("blue");
        assertThat(platform.jdbc.queryForObject("select input_tokens from task where parent = ?", Long.class, task))
                .as("every attempt's usage counts")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void whoSwallowsTheEndOfItsAttemptIsResumedAllTheSame() {
        var greedy = TestAgent.called("greedy", context -> {
            try {
                return Outcome.completed(
                        context.call(ChildTask.of("two", "square", 2)).output());
            } catch (Throwable e) {
                return Outcome.failed("SWALLOWED", "caught " + e);
            }
        });
        platform.workerOf(List.of(greedy, square), "warren.worker.slots=1");

        UUID task = platform.run("greedy", "{}");

        platform.await(task, TaskStatus.COMPLETED);
        assertThat(platform.row(task).get("output")).hasToString("4");
    }

    @Test
    void aChildThatFailsFailsItsParentForGoodUnlessThatKnowsBetter() {
        var strict = TestAgent.called(
                "strict",
                context -> Outcome.completed(
                        context.call(ChildTask.of("bad", "square", -1)).output()));
        var unknown = TestAgent.called(
                "unknown",
                context -> Outcome.completed(
                        context.call(ChildTask.of("none", "nobody", -1)).output()));
        platform.workerOf(List.of(strict, unknown, square));

        UUID failing = platform.run("strict", "{}");
        UUID calling = platform.run("unknown", "{}");

        platform.await(failing, TaskStatus.FAILED);
        assertThat(platform.row(failing))
                .containsEntry("error_reason", "NON_RETRYABLE")
                .containsEntry("error_code", "CHILD_FAILED");
        assertThat(platform.row(failing).get("error_message").toString())
                .endsWith("is FAILED: NEGATIVE, no negative numbers");
        platform.await(calling, TaskStatus.FAILED);
        assertThat(platform.row(calling)).containsEntry("error_code", "UNKNOWN_AGENT");
    }

    /** How many tasks are said to be due, of events that have come by now. */
    private int received(Queue news) {
        int due = 0;
        Message message = platform.amqp.receive(news.getName());
        while (message != null) {
            due += new MessageCodec<>(TasksDue.class).read(message.getBody()).tasks();
            message = platform.amqp.receive(news.getName());
        }
        return due;
    }
}
