package dev.warren.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutputSchemaTests {

    @Test
    void namesWhatBreaksItByItsPath() {
        var schema = OutputSchema.of(json("""
                {"type": "object", "required": ["words"],
                 "properties": {"words": {"type": "integer"}, "tags": {"items": {"type": "string"}}}}"""));

        assertThat(schema.violations(json("{\"words\":2,\"tags\":[\"a\"]}"))).isEmpty();
        assertThat(schema.violations(json("{\"words\":\"two\",\"tags\":[\"a\",1]}")))
                .containsExactlyInAnyOrder(
                        "/words string found, integer expected", "/tags/1 integer found, string expected");
        assertThat(schema.violations(json("{}"))).containsExactly("/ required property 'words' not found");
    }

    @Test
    void namesTenViolationsAndCountsTheOthers() {
        var schema = OutputSchema.of(json("{\"items\":{\"type\":\"string\"}}"));

        assertThat(schema.violations(json("[1,2,3,4,5,6,7,8,9,10,11,12]")))
                .hasSize(11)
                .endsWith("2 more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"http://127.0.0.1:1/schema.json\"}",
                "{\"$ref\":\"file:///etc/hostname\"}",
                "{\"$ref\":\"#/$defs/none\"}"
            })
    void fetchesNothing(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputSchema.of(json(schema)))
                .withMessageStartingWith("outputSchema cannot be used: ");
    }

    @Test
    void givesUpOnAPatternThatNeverEnds() {
        var schema = OutputSchema.of(json("{\"pattern\":\"^(a+)+(x?)\\\\2$\"}"));

        assertThat(schema.violations(json("\"" + "a".repeat(60) + "b\"")))
                .containsExactly("it is too large or too deep to be checked");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
