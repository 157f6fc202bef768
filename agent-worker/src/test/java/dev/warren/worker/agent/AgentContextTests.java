package dev.warren.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AgentContextTests {

    enum Tone {
        PLAIN,
        FORMAL
    }

    record Line(String text) {}

    record Order(String name, int count, Double share, Tone tone, Duration pause, Boolean urgent, List<Line> lines) {
        Order {
            if (count > 9) {
                throw new IllegalArgumentException("count: must be at most 9, got " + count);
            }
        }
    }

    @Test
    void bindsTheInputToARecord() {
        var input = Map.of("name", "a", "count", 2, "pause", "PT1S", "tone", "FORMAL", "lines", List.of(new Line("b")));

        assertThat(AgentContext.of(input).input(Order.class))
                .isEqualTo(new Order("a", 2, null, Tone.FORMAL, Duration.ofSeconds(1), null, List.of(new Line("b"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"count":1,"nmae":"a"}           | nmae: unknown field, known are count, lines, name, pause, share, tone, urgent
            {"count":1,"name":1}             | name: must be a string
            {"count":1,"name":true}          | name: must be a string
            {"count":1,"name":{}}            | name: must be a string
            {"count":"1"}          | count: must be a whole number
            {"count":1.5}          | count: must be a whole number
            {"count":null}         | count: must be a whole number, got null
            {"name":"a"}           | count: must be a whole number, and is missing
            {"count":99999999999}  | count: Numeric value (99999999999) out of range of `int` (-2147483648 - 2147483647)
            {"count":10}           | count: must be at most 9, got 10
            {"count":1,"share":"x"}          | share: must be a number
            {"count":1,"tone":"LOUD"}        | tone: must be one of [PLAIN, FORMAL]
            {"count":1,"pause":"soon"}        | pause: must be an ISO-8601 Duration
            {"count":1,"pause":5} | pause: must be an ISO-8601 Duration
            {"count":1,"urgent":"yes"}       | urgent: must be true or false
            {"count":1,"lines":{}}           | lines: must be an array
            {"count":1,"lines":[{"txt":"a"}]}| lines[0].txt: unknown field, known are text
            "text"                 | input: must be an object
            [1]                    | input: must be an object
            null                   | input: must be an object, got null
            """)
    void namesWhatDoesNotFit(String json, String complaint) {
        var context = AgentContext.of(JsonMapper.shared().readTree(json));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> context.input(Order.class))
                .withMessage(complaint);
    }

    @Test
    void quotesNoMoreThanTheStartOfALongName() {
        var context = AgentContext.of(Map.of("x".repeat(10_000), 1));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> context.input(Line.class))
                .withMessage("x".repeat(100) + "…: unknown field, known are text");
    }

    @Test
    void throwsOnceCanceled() {
        var context = AgentContext.of(null);

        assertThatNoException().isThrownBy(context::checkCanceled);
        assertThatExceptionOfType(CanceledException.class)
                .isThrownBy(context.withCancellation(() -> true)::checkCanceled);
    }
}
