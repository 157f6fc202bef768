package dev.warren.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.gateway.problem.InvalidField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTests {

    private static final String ORDER = """
            {"type": "object", "required": ["text"], "additionalProperties": false,
             "properties": {"text": {"type": "string", "maxLength": 3},
                            "a/b": {"type": "array", "items": {"enum": ["x", "y"]}}}}""";

    @Test
    void namesEachViolationByItsPointer() {
        List<InvalidField> wrong = JsonSchema.of(ORDER).violations("input", "{\"a/b\": [\"x\", 1], \"c~d\": true}");

        assertThat(wrong)
                .containsExactlyInAnyOrder(
                        new InvalidField("input/text", "is required"),
                        new InvalidField("input/c~0d", "is not known to the schema"),
                        new InvalidField("input/a~1b/1", "does not have a value in the enumeration [\"x\", \"y\"]"));
    }

    @Test
    void findsNothingWrongWithWhatMatches() {
        assertThat(JsonSchema.of(ORDER).violations("input", "{\"text\": \"abc\"}"))
                .isEmpty();
        assertThat(JsonSchema.of("true").violations("input", "1")).isEmpty();
    }

    @Test
    void knowsWhereThereIsNothingToCheck() {
        assertThat(JsonSchema.of("true").takesAnything()).isTrue();
        assertThat(JsonSchema.of("{}").takesAnything()).isTrue();
        assertThat(JsonSchema.of("false").takesAnything()).isFalse();
        assertThat(JsonSchema.of(ORDER).takesAnything()).isFalse();
    }

    @Test
    void namesTheValueItselfWhereItIsOfTheWrongKind() {
        assertThat(JsonSchema.of(ORDER).violations("input", "null"))
                .containsExactly(new InvalidField("input", "null found, object expected"));
    }

    @Test
    void namesNoMoreThanAPersonReads() {
        String many = "[" + "1,".repeat(300_000) + "1]";

        assertThat(JsonSchema.of("{\"items\": {\"type\": \"string\"}}").violations("input", many))
                .hasSize(JsonSchema.MOST_NAMED);
    }

    @Test
    void isNotMisledByAlternativesThatDoNotHold() {
        String many = "[" + "1,".repeat(100_000) + "1]";
        String strings = "{\"items\": {\"type\": \"string\"}}";
        String integers = "{\"items\": {\"type\": \"integer\"}}";

        assertThat(JsonSchema.of("{\"anyOf\": [%s, %s]}".formatted(strings, integers))
                        .violations("input", many))
                .isEmpty();
        assertThat(JsonSchema.of("{\"anyOf\": [%s, %s]}".formatted(strings, "{\"type\": \"object\"}"))
                        .violations("input", many))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [                                                                | is not JSON
            "x"                                                              | expected
            {"type": "objekt"}                                               | at /type
            {"properties": []}                                               | at /properties
            {"pattern": "("}                                                 | Unclosed group
            {"$ref": "#/$defs/missing"}                                      | cannot be resolved
            {"$ref": "#"}                                                    | without end
            {"$schema": "https://example.com/mine"}                          | $schema must be one of
            {"$ref": "http://127.0.0.1:1/schema.json"}                       | not allowed
            {"$ref": "file:///etc/hostname"}                                 | not allowed
            {"$ref": "classpath:/application.yml"}                           | not allowed
            {"$id": "http://127.0.0.1:1/mine.json", "$ref": "other.json"}    | not allowed
            """)
    void refusesWhatIsNoSchemaOrRefersElsewhere(String text, String why) {
        assertThatExceptionOfType(UnreadableSchema.class)
                .isThrownBy(() -> JsonSchema.of(text))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://json-schema.org/draft-04/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-07/schema",
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema"
            })
    void knowsTheDrafts(String draft) {
        JsonSchema schema = JsonSchema.of("{\"$schema\": \"%s\", \"type\": \"object\"}".formatted(draft));

        assertThat(schema.violations("input", "{}")).isEmpty();
        assertThat(schema.violations("input", "1")).hasSize(1);
    }

    @Test
    void followsReferencesWithinTheSchema() {
        JsonSchema tree = JsonSchema.of("""
                {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object",
                 "properties": {"child": {"$ref": "#/$defs/node"}}}}}""");

        assertThat(tree.violations("input", "{\"child\": {\"child\": {}}}")).isEmpty();
        assertThat(tree.violations("input", "{\"child\": {\"child\": 1}}"))
                .extracting(InvalidField::field)
                .containsExactly("input/child/child");
    }

    @Test
    void givesUpOnARegularExpressionThatTakesForEver() {
        JsonSchema schema = JsonSchema.of("{\"pattern\": \"" + ".*".repeat(12) + "z\"}");

        assertThat(schema.violations("input", "\"" + "a".repeat(100) + "\""))
                .extracting(InvalidField::message)
                .containsExactly("is too large or too deep to be checked against its schema");
    }

    @Test
    void refusesASchemaThatMultipliesItself() {
        var doubling = new StringBuilder("{\"$ref\": \"#/$defs/a0\", \"$defs\": {");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\": \"#/$defs/a" + (i + 1) + "\"}";
            doubling.append("\"a%d\": {\"allOf\": [%s, %s]},".formatted(i, next, next));
        }
        doubling.append("\"a40\": {}}}");

        assertThatExceptionOfType(UnreadableSchema.class)
                .isThrownBy(() -> JsonSchema.of(doubling.toString()))
                .withMessage("refers to itself without end");
    }
}
