package dev.warren.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

class StandaloneContextTests {

    record Plan(String title, List<String> parts) {}

    private final StandaloneContext context = AgentContext.of("hello");
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aLaterAttemptReplaysTheStepsOfAnEarlierOne() throws Exception {
        Plan first = context.step("plan", Plan.class, this::plan);

        Plan second = context.withAttempt(2).step("plan", Plan.class, this::plan);

        assertThat(second).isEqualTo(first);
        assertThat(calls).hasValue(1);
        assertThat(context.recorded().steps())
                .containsOnly(Map.entry("plan", json("{\"title\":\"a\",\"parts\":[\"b\"]}")));
    }

    @Test
    void aStepThatThrowsIsDoneAgain() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> context.step("call", String.class, () -> {
                    throw new IllegalStateException("away");
                }));

        assertThat(context.withAttempt(2).step("call", String.class, () -> "there"))
                .isEqualTo("there");
    }

    @Test
    void aStepWithoutResultIsDoneOnceToo() throws Exception {
        context.step("mail", calls::incrementAndGet);
        context.withAttempt(2).step("mail", calls::incrementAndGet);

        assertThat(calls).hasValue(1);
    }

    @Test
    void refusesTwoStepsOfOneName() throws Exception {
        context.step("plan", String.class, () -> "a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.step("plan", String.class, () -> "b"))
                .withMessage("Two steps of this attempt are called 'plan'; number the steps of a loop");
    }

    @Test
    void refusesAStepThatCannotBeKept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.step("x".repeat(201), String.class, () -> "a"))
                .withMessage("A step's name must have 1 to 200 characters, got 201");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.step("large", String.class, () -> "x".repeat(1024 * 1024)))
                .withMessage("The result of step 'large' has 1048578 bytes, at most 1048576 are kept");
        assertThatIllegalStateException()
                .isThrownBy(() -> context.step("none", String.class, () -> null))
                .withMessage("The result of step 'none' is null");
        assertThat(context.recorded().steps()).isEmpty();
    }

    @Test
    void refusesMoreStepsThanARunMayHave() throws Exception {
        for (int i = 0; i < AgentContext.MOST_STEPS; i++) {
            context.step("step-" + i, Integer.class, calls::incrementAndGet);
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> context.step("one-more", String.class, () -> "a"))
                .withMessage("A run may have 1000 steps at most; step 'one-more' is one more");
        assertThat(context.withAttempt(2).step("step-7", Integer.class, () -> 0))
                .isEqualTo(8);
    }

    @Test
    void aChildThatHasNotEndedEndsTheAttemptAndItsResultComesInALaterOne() {
        var child = ChildTask.of("count", "word-count", Map.of("text", "a b"));

        assertThatExceptionOfType(WaitsForChildren.class)
                .isThrownBy(() -> context.call(child))
                .satisfies(waits -> assertThat(waits.children()).hasSize(1));

        var later = context.withAttempt(2).withChildren(any -> ChildResult.completed(Map.of("words", 2)));
        assertThat(later.call(child).output().path("words").intValue()).isEqualTo(2);
        assertThat(context.recorded().children()).containsExactly(child);
    }

    @Test
    void aChildThatIsSentTwiceIsTheSame() {
        var child = ChildTask.of("count", "word-count", "a b").withPriority(7);

        assertThat(context.send(child)).isEqualTo(context.withAttempt(2).send(child));
        assertThat(context.recorded().children()).containsExactly(child);
    }

    @Test
    void aFailedChildFailsTheTaskForGood() {
        var failing = context.withChildren(child -> ChildResult.failed("NO_WORDS", "The text has no words"));

        ChildResult result = failing.call(ChildTask.of("count", "word-count", ""));

        assertThatExceptionOfType(ChildFailedException.class)
                .isThrownBy(result::output)
                .satisfies(thrown -> assertThat(Outcome.ofException(thrown))
                        .isEqualTo(Outcome.failed(
                                "CHILD_FAILED",
                                "Child task " + result.task() + " is FAILED: NO_WORDS, The text has no words")));
    }

    @Test
    void collectsWhatTheAttemptSays() {
        context.progress(0.5, "half");
        context.progress(7, "done");
        context.token("Hel");
        context.token("lo");
        context.addUsage(new Usage(1, 2));
        context.addUsage("small", new Usage(10, 20));

        assertThat(context.recorded().progress())
                .containsExactly(new RecordedRun.Progress(0.5, "half"), new RecordedRun.Progress(1, "done"));
        assertThat(context.recorded().tokens()).isEqualTo("Hello");
        assertThat(context.recorded().usage()).isEqualTo(new Usage(11, 22));
        assertThat(context.recorded().usageOf("small")).isEqualTo(new Usage(10, 20));
    }

    @Test
    void showsTheAnswerAndTheConversationThatATestGives() {
        Conversation said = context.conversation().withVariable("user", IntNode.valueOf(7));

        StandaloneContext resumed = context.withConversation(said).withAnswer("yes");

        assertThat(context.answer()).isNull();
        assertThat(resumed.answer()).isEqualTo(json("\"yes\""));
        assertThat(resumed.conversation().variables()).isEqualTo(json("{\"user\":7}"));
    }

    private Plan plan() {
        calls.incrementAndGet();
        return new Plan("a", List.of("b"));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
