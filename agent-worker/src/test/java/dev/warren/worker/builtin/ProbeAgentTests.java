package dev.warren.worker.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.StandaloneContext;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ProbeAgentTests {

    private final ProbeAgent probe = new ProbeAgent();

    @Test
    void reportsTheAttemptWhereNoOutputIsAsked() throws Exception {
        assertThat(probe.run(task("{\"runFor\":\"PT0.001S\"}")))
                .isEqualTo(Outcome.completed(Map.of("attempt", 1, "ranFor", "PT0.001S")));
        assertThat(probe.run(task("{}"))).isEqualTo(Outcome.completed(Map.of("attempt", 1, "ranFor", "PT0S")));
    }

    @Test
    void answersWithTheOutputItIsGiven() throws Exception {
        assertThat(probe.run(task("{\"output\":[1]}")))
                .isEqualTo(Outcome.completed(JsonMapper.shared().readTree("[1]")));
        assertThat(probe.run(task("{\"output\":null}"))).isEqualTo(Outcome.completed(null));
    }

    @Test
    void failsItsFirstAttemptsRetryably() throws Exception {
        var task = task("{\"failTimes\":2,\"output\":1}");

        assertThat(probe.run(task)).isInstanceOf(Outcome.Failed.class).hasFieldOrPropertyWithValue("retryable", true);
        assertThat(probe.run(task.withAttempt(2)))
                .isEqualTo(Outcome.retry("PROBE_FAILED", "Attempt 2 of 2 that fail as the input asks"));
        assertThat(probe.run(task.withAttempt(3))).isEqualTo(Outcome.completed(1));
    }

    @Test
    void failsForGoodWithTheCodeItIsGiven() throws Exception {
        assertThat(probe.run(task("{\"failWith\":\"NO_LUCK\"}")))
                .isEqualTo(Outcome.failed("NO_LUCK", "Failed for good as the input asks"));
    }

    @Test
    void stopsAtOnceWhenInterrupted() {
        var running = start("{\"runFor\":\"PT1H\"}");

        running.thread.interrupt();

        await().until(running.outcome::isDone);
        assertThat(running.outcome.exceptionNow()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void runsOnWhenToldToIgnoreTheInterrupt() {
        var running = start("{\"runFor\":\"PT0.2S\",\"ignoreInterrupt\":true,\"output\":1}");

        running.thread.interrupt();

        await().until(running.outcome::isDone);
        assertThat(running.outcome.resultNow()).isEqualTo(Outcome.completed(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"runFor":"PT-1S"}      | runFor: must be from PT0S to PT24H, got PT-1S
            {"runFor":"P2D"}        | runFor: must be from PT0S to PT24H, got PT48H
            {"runFor":"2s"}         | runFor: must be an ISO-8601 Duration
            {"runFor":2}            | runFor: must be an ISO-8601 Duration
            {"runFor":""}           | runFor: must be an ISO-8601 Duration
            {"failTimes":-1}        | failTimes: must be 0 to 100, got -1
            {"failTimes":101}       | failTimes: must be 0 to 100, got 101
            {"failTimes":"2"}       | failTimes: must be a whole number
            {"failTimes":1.0}       | failTimes: must be a whole number
            {"failWith":"no luck"}  | failWith: must match [A-Z][A-Z0-9_]{0,62}
            {"ignoreInterrupt":1}   | ignoreInterrupt: must be true or false
            {"sleep":1}             | sleep: unknown field, known are failTimes, failWith, ignoreInterrupt, output, runFor
            "PT2S"                  | input: must be an object
            null                    | input: must be an object, got null
            """)
    void namesWhatItDoesNotTake(String input, String complaint) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> probe.run(task(input)))
                .withMessage(complaint);
    }

    @Test
    void itsSchemaNamesTheFieldsItTakes() {
        assertThat(probe.description().inputSchema().get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProbeInput.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList());
    }

    private record Running(Thread thread, FutureTask<Outcome> outcome) {}

    private Running start(String input) {
        var outcome = new FutureTask<>(() -> probe.run(task(input)));
        var thread = Thread.ofVirtual().start(outcome);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return new Running(thread, outcome);
    }

    private static StandaloneContext task(String input) {
        return AgentContext.of(JsonMapper.shared().readTree(input));
    }
}
