package dev.warren.gateway.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.warren.gateway.problem.InvalidField;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.request.StrictJson;
import dev.warren.store.deadletter.DeadLetterFilter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadChoiceTests {

    private static final UUID ID = UUID.fromString("019aa1f4-6a00-7000-8000-000000000001");

    @Test
    void readsIdsEachOnce() {
        var asked = read("{\"ids\":[\"%s\",\"%s\"],\"ratePerSecond\":7}".formatted(ID, ID), true);

        assertThat(asked).isEqualTo(new ReadChoice.Asked(new Choice.ByIds(List.of(ID)), 7));
    }

    @Test
    void readsAFilter() {
        var asked = read("""
                {"filter":{"agent":"echo","reason":"EXPIRED","endedAfter":"2026-01-31T08:00:00Z","endedBefore":null}}""", true);

        assertThat(asked)
                .isEqualTo(new ReadChoice.Asked(
                        new Choice.ByFilter(new DeadLetterFilter(
                                "default", "echo", "EXPIRED", Instant.parse("2026-01-31T08:00:00Z"), null, null)),
                        100));
    }

    @Test
    void takesAnEmptyFilterForEverything() {
        assertThat(read("{\"filter\":{}}", false).choice())
                .isEqualTo(new Choice.ByFilter(new DeadLetterFilter("default", null, null, null, null, null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                   | ids
            {"filter":null}                      | ids
            {"ids":["%1$s"],"filter":{}}         | filter
            {"ids":[]}                           | ids
            {"ids":"%1$s"}                       | ids
            {"ids":["x"]}                        | ids.0
            {"ids":["%1$s",5]}                   | ids.1
            {"filter":[]}                        | filter
            {"filter":{"agent":"Echo"}}          | filter.agent
            {"filter":{"reason":"BAD"}}          | filter.reason
            {"filter":{"endedAfter":"today"}}    | filter.endedAfter
            {"filter":{"status":"FAILED"}}       | filter.status
            {"filter":{},"ratePerSecond":0}      | ratePerSecond
            {"filter":{},"ratePerSecond":10001}  | ratePerSecond
            {"filter":{},"all":true}             | all
            []                                   | ''
            """)
    void namesWhatIsWrong(String body, String field) {
        assertThat(fields(body.formatted(ID), true)).containsExactly(field);
    }

    @Test
    void refusesMoreThanAThousandIds() {
        String ids = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> "\"" + new UUID(7, i) + "\"")
                .collect(Collectors.joining(","));

        assertThat(fields("{\"ids\":[" + ids + "]}", true)).containsExactly("ids");
    }

    @Test
    void refusesARateWhereNothingStarts() {
        assertThat(fields("{\"filter\":{},\"ratePerSecond\":5}", false)).containsExactly("ratePerSecond");
    }

    private static List<String> fields(String body, boolean paced) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(body, paced));
        return ((List<?>) problem.body().getProperties().get("errors"))
                .stream().map(field -> ((InvalidField) field).field()).toList();
    }

    private static ReadChoice.Asked read(String body, boolean paced) {
        return StrictJson.read(body.getBytes(UTF_8), json -> ReadChoice.read(json, "default", paced));
    }
}
