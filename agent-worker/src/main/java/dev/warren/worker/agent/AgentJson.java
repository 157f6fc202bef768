package dev.warren.worker.agent;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.type.LogicalType;

/** Between an author's types and the JSON of a task; reads strictly and names the field that does not fit. */
final class AgentJson {

    /** Of a complaint about a field: the submitter chose its name, maybe a long one. */
    private static final int LONGEST_PATH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addModule(new SimpleModule().addDeserializer(Duration.class, new IsoDuration()))
            .build();

    private AgentJson() {}

    /** The start of a text, for a complaint about it. */
    static String excerpt(String text) {
        return text.length() <= LONGEST_PATH ? "'" + text + "'" : "'" + text.substring(0, LONGEST_PATH) + "…'";
    }

    static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    static JsonNode tree(@Nullable Object value) {
        if (value instanceof JsonNode node) {
            return node;
        }
        return value == null ? NullNode.getInstance() : MAPPER.valueToTree(value);
    }

    static <T> T bind(JsonNode input, Class<T> type) {
        T value;
        try {
            value = MAPPER.treeToValue(input, type);
        } catch (JacksonException e) {
            throw new InvalidInputException(complaint(e, input), e);
        }
        if (value == null) {
            throw new InvalidInputException("input: must be " + inJson(type) + ", got null");
        }
        return value;
    }

    private static String complaint(JacksonException e, JsonNode input) {
        String field = field(e);
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException refused) {
            // The author's own words, which name the field of the refusing record themselves.
            return field.isEmpty() ? String.valueOf(refused.getMessage()) : field + ": " + refused.getMessage();
        }
        return (field.isEmpty() ? "input" : field) + ": " + reason(e) + missing(e, input);
    }

    private static String field(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.length() <= LONGEST_PATH ? path.toString() : path.substring(0, LONGEST_PATH) + "…";
    }

    private static String missing(JacksonException e, JsonNode input) {
        JsonNode node = input;
        for (JacksonException.Reference step : e.getPath()) {
            node = step.getPropertyName() == null ? node.path(step.getIndex()) : node.path(step.getPropertyName());
        }
        return node.isMissingNode() ? ", and is missing" : node.isNull() ? ", got null" : "";
    }

    private static String reason(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "unknown field, known are " + known(unknown);
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null -> "must be " + inJson(mismatch.getTargetType());
            default -> e.getOriginalMessage();
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> ids = unknown.getKnownPropertyIds();
        TreeSet<String> names = new TreeSet<>();
        if (ids != null) {
            ids.forEach(id -> names.add(id.toString()));
        }
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String inJson(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (type.getName().startsWith("java.time.")) {
            return "an ISO-8601 " + type.getSimpleName();
        }
        return type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : "an object";
    }
}
