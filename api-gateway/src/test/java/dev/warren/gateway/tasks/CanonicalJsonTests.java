package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"b": 1, "a": [ true , null ]} | {"a":[true,null],"b":1}
            {"a": {"d": {}, "c": [] } }    | {"a":{"c":[],"d":{}}}
            "\\u0041\\/"                   | "A/"
            [[],[[]]]                      | [[],[[]]]
            1.0                            | 1.0
            1E2                            | 1E2
            false                          | false
            """)
    void bringsEqualTextsIntoOneForm(String json, String canonical) {
        assertThat(CanonicalJson.of(json)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0000\"", "\"\\\"\"", "{\"\\u000a\":\"\\\\\"}"})
    void escapesWhatJsonCannotHoldPlainly(String json) {
        assertThat(CanonicalJson.of(json)).isEqualTo(json);
    }

    @Test
    void writesLabelsInTheOrderOfTheirKeys() {
        assertThat(CanonicalJson.of(Map.of("b", "2", "a", "1\""))).isEqualTo("{\"a\":\"1\\\"\",\"b\":\"2\"}");
        assertThat(CanonicalJson.of(Map.of())).isEqualTo("{}");
    }
}
