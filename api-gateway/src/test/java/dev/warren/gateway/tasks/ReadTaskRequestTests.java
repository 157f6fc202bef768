package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.warren.gateway.problem.InvalidField;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.request.RetryOverride;
import dev.warren.gateway.request.StrictJson;
import dev.warren.store.submit.NewTask;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadTaskRequestTests {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-01-31T08:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsEveryField() {
        TaskRequest request = read("""
                {"agent":"echo","input":{"a": 1.0},"priority":9,"ttl":"PT1H","delay":"PT2S","timeout":"PT0.5S",
                 "maxAttempts":1,"labels":{"b":"2","a":""},
                 "retry":{"firstDelay":"PT0S","factor":1.5,"maxDelay":"PT1H","jitter":0,"nonRetryable":["B","A"]}}""");

        assertThat(request)
                .isEqualTo(new TaskRequest(
                        new Addressee.Named("echo"),
                        "{\"a\": 1.0}",
                        9,
                        new NewTask.Start.After(Duration.ofSeconds(2)),
                        Duration.ofHours(1),
                        Duration.ofMillis(500),
                        1,
                        new RetryOverride(
                                Duration.ZERO,
                                1.5,
                                Duration.ofHours(1),
                                0.0,
                                new java.util.TreeSet<>(List.of("A", "B"))),
                        new java.util.TreeMap<>(Map.of("a", "", "b", "2"))));
    }

    @Test
    void takesNullForLeftOut() {
        assertThat(read("""
                {"agent":"echo","capabilities":null,"input":null,"priority":null,"ttl":null,"delay":null,"notBefore":null,"timeout":null,
                 "maxAttempts":null,"retry":null,"labels":null}""")).isEqualTo(read("{\"agent\":\"echo\"}"));
    }

    @Test
    void readsATimeWithItsOffset() {
        assertThat(read("{\"agent\":\"echo\",\"notBefore\":\"2026-02-01T10:00:00+02:00\"}")
                        .start())
                .isEqualTo(new NewTask.Start.NotBefore(Instant.parse("2026-02-01T08:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "agent": 5                          | agent
            "agent": null                       | agent
            "priority": -1                      | priority
            "priority": 10                      | priority
            "priority": 5.0                     | priority
            "priority": "5"                     | priority
            "priority": 99999999999999999999    | priority
            "priority": [5]                     | priority
            "maxAttempts": 0                    | maxAttempts
            "maxAttempts": 101                  | maxAttempts
            "retry": 3                          | retry
            "retry": {"firstDelay":"-PT1S"}     | retry.firstDelay
            "retry": {"maxDelay":"P366D"}       | retry.maxDelay
            "retry": {"firstDelay":"PT2S","maxDelay":"PT1S"} | retry.maxDelay
            "retry": {"factor":0.9}             | retry.factor
            "retry": {"factor":101}             | retry.factor
            "retry": {"factor":1e999999}        | retry.factor
            "retry": {"factor":"2"}             | retry.factor
            "retry": {"jitter":1.1}             | retry.jitter
            "retry": {"jitter":-0.1}            | retry.jitter
            "retry": {"nonRetryable":"A"}       | retry.nonRetryable
            "retry": {"nonRetryable":["A",1]}   | retry.nonRetryable.1
            "retry": {"nonRetryable":[" "]}     | retry.nonRetryable.0
            "retry": {"nonRetryable":["\\u0000"]} | retry.nonRetryable.0
            "retry": {"nonRetryable":["\\ud800"]} | retry.nonRetryable.0
            "retry": {"attempts":3}             | retry.attempts
            "ttl": "PT0S"                       | ttl
            "ttl": "-PT1S"                      | ttl
            "ttl": "1h"                         | ttl
            "ttl": 60                           | ttl
            "ttl": "P366D"                      | ttl
            "ttl": "PT99999999999999999999S"    | ttl
            "timeout": "PT0.0001S"              | timeout
            "timeout": "P1M"                    | timeout
            "delay": "-PT1S"                    | delay
            "notBefore": "2026-02-01"           | notBefore
            "notBefore": "2026-02-01T08:00:00"  | notBefore
            "notBefore": "2028-02-01T08:00:00Z" | notBefore
            "notBefore": "1969-02-01T08:00:00Z" | notBefore
            "notBefore": "+99999-02-01T08:00:00Z" | notBefore
            "labels": []                        | labels
            "labels": {"a": 1}                  | labels.a
            "labels": {"a": null}               | labels.a
            "labels": {"": "x"}                 | labels
            "labels": {"a:b": "x"}              | labels
            "labels": {"a": "\\u0000"}          | labels.a
            "labels": {"a": "\\ud800"}          | labels.a
            "labels": {"a\\n": "x"}             | labels
            "callbackUrl": "https://a.example"  | callbackUrl
            "capabilities": ["x"]               | capabilities
            "Priority": 5                       | Priority
            """)
    void namesTheFieldThatIsWrong(String member, String field) {
        String agent = member.contains("\"agent\"") ? "" : "\"agent\":\"echo\",";

        assertThat(refused("{" + agent + member + "}").body().getProperties())
                .extractingByKey("errors")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(InvalidField.class))
                .extracting(InvalidField::field)
                .containsExactly(field);
    }

    @Test
    void readsCapabilitiesInTheirOrder() {
        assertThat(read("{\"capabilities\":[\"translate\",\"summarize\"]}").addressee())
                .isEqualTo(new Addressee.Offering(new java.util.TreeSet<>(List.of("summarize", "translate"))));
        assertThat(read("{\"agent\":null,\"capabilities\":[\"a\"]}").addressee())
                .isInstanceOf(Addressee.Offering.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                           | agent
            {"agent": null, "capabilities": null}        | agent
            {"capabilities": []}                         | capabilities
            {"capabilities": "x"}                        | capabilities
            {"capabilities": ["X"]}                      | capabilities.0
            {"capabilities": ["x", "x"]}                 | capabilities.1
            {"agent": "echo", "capabilities": ["x"]}     | capabilities
            """)
    void wantsEitherAnAgentOrCapabilities(String json, String field) {
        assertThat(refused(json).body().getProperties())
                .extractingByKey("errors")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(InvalidField.class))
                .extracting(InvalidField::field)
                .contains(field);
    }

    @Test
    void namesEveryWrongFieldAtOnce() {
        Problem problem = refused("{\"priority\":10,\"ttl\":{\"a\":[1]},\"delay\":\"PT1S\","
                + "\"notBefore\":\"2026-02-01T08:00:00Z\",\"x\":[{}]}");

        assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_FIELD);
        assertThat(problem.body().getProperties().get("errors"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(InvalidField.class))
                .extracting(InvalidField::field)
                .containsExactly("priority", "ttl", "x", "agent", "notBefore");
    }

    @Test
    void namesTheKnownFieldsToWhoeverSendsAnother() {
        assertThat(refused("{\"agent\":\"echo\",\"prio\":1}").getMessage())
                .contains(String.join(", ", ReadTaskRequest.FIELDS));
    }

    @Test
    void limitsLabels() {
        String key = "k".repeat(63);
        assertThat(read("{\"agent\":\"echo\",\"labels\":{\"" + key + "\":\"" + "\uD83D\uDC07".repeat(63) + "\"}}")
                        .labels())
                .hasSize(1);
        assertThat(refused("{\"agent\":\"echo\",\"labels\":{\"" + key + "k\":\"\"}}")
                        .type())
                .isEqualTo(ProblemType.INVALID_REQUEST);
        String many = String.join(
                ",",
                java.util.stream.IntStream.range(0, 17)
                        .mapToObj(i -> "\"k" + i + "\":\"v\"")
                        .toList());
        assertThat(refused("{\"agent\":\"echo\",\"labels\":{" + many + "}}").getMessage())
                .contains("16");
    }

    @Test
    void limitsTheInputByItsBytes() {
        String largest = "\"" + "x".repeat(1024 * 1024 - 2) + "\"";
        assertThat(read("{\"agent\":\"echo\",\"input\":" + largest + "}").input())
                .isEqualTo(largest);

        String larger = "\"" + "\u00e4".repeat(512 * 1024) + "\"";
        assertThat(refused("{\"agent\":\"echo\",\"input\":" + larger + "}").type())
                .isEqualTo(ProblemType.BODY_TOO_LARGE);
    }

    @Test
    void isDescribedToCallersFieldByField() {
        List<String> described = Arrays.stream(TaskBody.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();

        assertThat(described).isEqualTo(ReadTaskRequest.FIELDS);
    }

    private static Problem refused(String json) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(json));
        assertThat(problem).as("refusal of " + json).isNotNull();
        return problem;
    }

    private static TaskRequest read(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), json -> ReadTaskRequest.read(json, NOW));
    }
}
