package dev.warren.gateway.request;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON text that is read token by token, strictly: well-formed UTF-8, no name twice in one object, bounded depth and
 * numbers, nothing after the end. Knows where in the text it stands, so that a value can be kept exactly as it came.
 */
public final class StrictJson implements AutoCloseable {

    /** Levels of objects and lists; more than any sane input has, and few enough for every reader's stack. */
    public static final int MOST_LEVELS = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxNumberLength(1000)
                    .maxNameLength(1000)
                    .build())
            .build();

    /** Reads from a {@link StrictJson}; whatever Jackson finds wrong is answered as malformed JSON. */
    public interface Reading<T> {
        T read(StrictJson json);
    }

    private final String text;
    private final JsonParser parser;

    private StrictJson(String text) {
        this.text = text;
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /**
     * Reads the one value of {@code body}.
     *
     * @param reading starts at the value's first token and ends at its last
     * @throws Problem where the body is not JSON
     */
    public static <T> T read(byte[] body, Reading<T> reading) {
        try (var json = new StrictJson(decode(body))) {
            if (json.next() == null) {
                throw Problem.of(ProblemType.MALFORMED_JSON, "The body is empty.");
            }
            T result = reading.read(json);
            if (json.next() != null) {
                throw Problem.of(ProblemType.MALFORMED_JSON, "Something follows the JSON value.");
            }
            return result;
        } catch (StreamConstraintsException e) {
            throw Problem.of(
                    ProblemType.MALFORMED_JSON,
                    "The JSON nests deeper than " + MOST_LEVELS
                            + " levels, or has a name or a number of more than 1000 characters.");
        } catch (JacksonException e) {
            throw Problem.of(ProblemType.MALFORMED_JSON, describe(e));
        }
    }

    private static String decode(byte[] body) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(ProblemType.MALFORMED_JSON, "The body is not UTF-8.");
        }
    }

    /** Jackson's words may repeat what the body says, so only the place is told. */
    private static String describe(JacksonException e) {
        String kind = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                ? "A name comes twice in one object"
                : "The body is not well-formed JSON";
        return e.getLocation() == null
                ? kind + "."
                : kind + ", at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ".";
    }

    public @Nullable JsonToken next() {
        return parser.nextToken();
    }

    public JsonToken token() {
        return parser.currentToken();
    }

    /** Name of the member whose name or value is the current token. */
    public String name() {
        return parser.currentName();
    }

    /** The current string, number or literal as text. */
    public String string() {
        return parser.getString();
    }

    /** The current value exactly as it came; goes to its last token. */
    public String raw() {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    /** Goes to the last token of the current value. */
    public void skip() {
        parser.skipChildren();
    }

    /** What the current token is, in words for whoever sent it. */
    public String kind() {
        return switch (token()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("not at a value: " + token());
        };
    }

    @Override
    public void close() {
        parser.close();
    }
}
