package dev.warren.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}}",
                "{} {}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[01]",
                "[NaN]",
                "[1.]",
                "\"\u0001\"",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "// comment\n{}",
                "tru"
            })
    void refusesWhatIsNotStrictlyJson(String text) {
        assertMalformed(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertMalformed(new byte[] {'"', (byte) 0xc3, '"'});
        assertMalformed(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    }

    @Test
    void refusesDeepNestingWithoutOverflowingTheStack() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertMalformed(deep.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesAnEndlessNumber() {
        assertMalformed("9".repeat(1001).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void doesNotRepeatTheBodyInItsComplaint() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> raw("{\"secret\": geheim}"))
                .satisfies(problem -> assertThat(problem.getMessage())
                        .doesNotContain("secret", "geheim")
                        .contains("line 1", "column"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "-0",
                "1E400",
                "123456789012345678901234567890",
                "null",
                "true",
                "\"a\\u0000\\ud800b\"",
                "{ \"z\" : 1.0,\n \"a\":[ ] }",
                "[1 , 2]",
                "\"\uD83D\uDC07 \u00e4\""
            })
    void keepsAValueExactlyAsItCame(String value) {
        assertThat(raw("{ \"before\":[1], \"input\" : " + value + " , \"after\":2}"))
                .isEqualTo(value);
        assertThat(raw("{\"input\":" + value + "}")).isEqualTo(value);
    }

    @Test
    void keepsALargeValueExactlyAsItCame() {
        String value = "[\"" + "\u00e4x\uD83D\uDC07".repeat(50_000) + "\", 1.50]";

        assertThat(raw("{\"padding\":\"" + "p".repeat(70_000) + "\",\"input\":" + value + "}"))
                .isEqualTo(value);
    }

    private static String raw(String text) {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), json -> {
            String[] found = {""};
            while (json.next() == tools.jackson.core.JsonToken.PROPERTY_NAME) {
                boolean wanted = json.name().equals("input");
                json.next();
                if (wanted) {
                    found[0] = json.raw();
                } else {
                    json.skip();
                }
            }
            return found[0];
        });
    }

    private static void assertMalformed(byte[] body) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> StrictJson.read(body, json -> {
                    json.skip();
                    return "";
                }))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_JSON));
    }
}
