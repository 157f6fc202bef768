package dev.warren.gateway.definitions;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.request.ReadText;
import dev.warren.gateway.request.ReadValue;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.topology.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what only a language-model agent says. */
final class ReadModelFields {

    static final List<String> FIELDS = List.of(
            "instructions", "model", "temperature", "tools", "handoffs", "maxTurns", "maxTokens", "maxTotalTokens");

    static final int LONGEST_INSTRUCTIONS = 100_000;
    static final int LONGEST_MODEL = 200;
    static final int MOST_TEMPERATURE = 2;
    static final int MOST_HANDOFFS = 32;
    static final int MOST_TURNS = 100;
    static final int MOST_TOKENS = 1_000_000;
    static final int MOST_TOTAL_TOKENS = 100_000_000;

    private final StrictJson json;
    private final InvalidFields wrong;
    private final ReadValue value;
    private final ReadText text;

    private @Nullable String instructions;
    private @Nullable String model;
    private @Nullable Double temperature;
    private ArrayNode tools = JsonMapper.shared().createArrayNode();
    private List<String> handoffs = List.of();
    private @Nullable Integer maxTurns;
    private @Nullable Integer maxTokens;
    private @Nullable Integer maxTotalTokens;

    ReadModelFields(StrictJson json, InvalidFields wrong) {
        this.json = json;
        this.wrong = wrong;
        this.value = new ReadValue(json, wrong);
        this.text = new ReadText(json, wrong);
    }

    /** Whether the field is its; then it has been read. */
    boolean read(String field) {
        switch (field) {
            case "instructions" -> instructions = text.prose(field, 1, LONGEST_INSTRUCTIONS);
            case "model" -> model = text.prose(field, 1, LONGEST_MODEL);
            case "temperature" -> temperature = value.number(field, 0, MOST_TEMPERATURE);
            case "tools" -> tools = new ReadTools(json, wrong).read(field);
            case "handoffs" -> handoffs = text.names(field, Names.AGENT_PATTERN, MOST_HANDOFFS);
            case "maxTurns" -> maxTurns = value.wholeNumber(field, 1, MOST_TURNS);
            case "maxTokens" -> maxTokens = value.wholeNumber(field, 1, MOST_TOKENS);
            case "maxTotalTokens" -> maxTotalTokens = value.wholeNumber(field, 1, MOST_TOTAL_TOKENS);
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * What one field alone does not tell.
     *
     * @param agent its name
     */
    void check(String agent) {
        wrong.require("instructions", instructions);
        wrong.require("model", model);
        if (handoffs.contains(agent)) {
            wrong.add("handoffs", "must not name the agent itself");
        }
    }

    ObjectNode fields() {
        ObjectNode fields = JsonMapper.shared().createObjectNode();
        fields.put("instructions", instructions);
        fields.put("model", model);
        if (temperature != null) {
            fields.put("temperature", temperature);
        }
        if (!tools.isEmpty()) {
            fields.set("tools", tools);
        }
        if (!handoffs.isEmpty()) {
            handoffs.forEach(fields.putArray("handoffs")::add);
        }
        put(fields, "maxTurns", maxTurns);
        put(fields, "maxTokens", maxTokens);
        put(fields, "maxTotalTokens", maxTotalTokens);
        return fields;
    }

    private static void put(ObjectNode fields, String field, @Nullable Integer number) {
        if (number != null) {
            fields.put(field, number);
        }
    }
}
