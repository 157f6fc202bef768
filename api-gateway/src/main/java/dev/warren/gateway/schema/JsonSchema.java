package dev.warren.gateway.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.ValidationLimitExceededException;
import dev.warren.gateway.problem.InvalidField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** A JSON Schema that is ready to check values, for any number of threads. */
public final class JsonSchema {

    /** Violations that are named at most. */
    public static final int MOST_NAMED = 20;

    private static final int LONGEST_MESSAGE = 300;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles a schema of draft 2020-12, or of the one that its {@code $schema} names, from draft 4 on.
     *
     * @throws UnreadableSchema where it is none, or refers to what is not in it
     */
    public static JsonSchema of(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            List<Error> wrong = SchemaDialects.violationsOf(node);
            if (!wrong.isEmpty()) {
                InvalidField first = violation("", wrong.getFirst());
                throw new UnreadableSchema(
                        (first.field().isEmpty() ? "" : "at " + first.field() + ": ") + first.message());
            }
            var schema = new JsonSchema(SchemaDialects.compile(node));
            schema.refuseEndless();
            return schema;
        } catch (JacksonException e) {
            throw new UnreadableSchema("is not JSON");
        } catch (SchemaException e) {
            throw new UnreadableSchema(shown(String.valueOf(e.getMessage())));
        } catch (ValidationLimitExceededException | StackOverflowError e) {
            throw new UnreadableSchema("is too large or too deep");
        }
    }

    /** Whether there is nothing to check. */
    public boolean takesAnything() {
        JsonNode node = schema.getSchemaNode();
        return node.isBoolean() ? node.booleanValue() : node.isEmpty();
    }

    /** One that refers to itself without going into the value would never come to an end. */
    private void refuseEndless() {
        try {
            schema.validate(new BoundedCheck(1), NullNode.getInstance());
        } catch (BoundedCheck.Enough e) {
            // null is not what it describes; that it says so is all that was asked
        } catch (ValidationLimitExceededException e) {
            throw new UnreadableSchema("refers to itself without end");
        }
    }

    /**
     * What of a value breaks the schema, {@value #MOST_NAMED} entries at most; empty where nothing does.
     *
     * @param field name of the value; the path within it follows as a JSON Pointer
     * @param json text of the value
     */
    public List<InvalidField> violations(String field, String json) {
        var check = new BoundedCheck(MOST_NAMED);
        try {
            schema.validate(check, JSON.readTree(json));
        } catch (BoundedCheck.Enough e) {
            // what was found is enough to tell
        } catch (ValidationLimitExceededException | PatientPattern.GaveUp | StackOverflowError e) {
            // The stack is short where a regular expression recurs over a long text.
            return List.of(new InvalidField(field, "is too large or too deep to be checked against its schema"));
        }
        return check.wrong().stream().map(error -> violation(field, error)).toList();
    }

    private static InvalidField violation(String field, Error error) {
        String path = field + error.getInstanceLocation();
        @Nullable String member = error.getProperty();
        String keyword = error.getKeyword();
        return switch (keyword) {
            case "required" -> new InvalidField(shown(path + "/" + escaped(member)), "is required");
            case "additionalProperties", "unevaluatedProperties" ->
                new InvalidField(
                        shown(member == null ? path : path + "/" + escaped(member)), "is not known to the schema");
            default -> new InvalidField(shown(path), shown(error.getMessage()));
        };
    }

    private static String escaped(@Nullable String member) {
        return member == null ? "" : member.replace("~", "~0").replace("/", "~1");
    }

    /** Short enough to show, and without halves of surrogate pairs, which no answer could hold. */
    private static String shown(String text) {
        String start = text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
