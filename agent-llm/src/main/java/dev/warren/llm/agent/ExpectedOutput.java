package dev.warren.llm.agent;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an agent's last reply must be: text, or JSON that meets the declared schema. */
final class ExpectedOutput {

    /** How often the model may correct itself. */
    static final int CORRECTIONS = 2;

    private final @Nullable JsonNode declared;
    private final @Nullable Schema schema;

    ExpectedOutput(@Nullable JsonNode declared) {
        this.declared = declared;
        this.schema = declared == null ? null : new Schema(declared);
    }

    /**
     * A reply, read.
     *
     * @param content of the output; JSON missing where there are complaints
     * @param complaints one a line; empty where the reply is as it must be
     */
    record Reading(JsonNode content, String complaints) {}

    /** What the endpoint is asked to enforce; null for nothing. Some enforce objects only. */
    @Nullable
    JsonNode enforced() {
        return declared != null && declared.path("type").asString("").equals("object") ? declared : null;
    }

    /** What the system prompt says about it, for endpoints that enforce nothing. */
    String instruction() {
        return declared == null
                ? ""
                : "\n\nGive your final answer as JSON only, without any other text. It must meet this JSON Schema:\n"
                        + declared;
    }

    Reading read(String text) {
        if (schema == null) {
            return new Reading(Messages.JSON.getNodeFactory().stringNode(text), "");
        }
        JsonNode none = Messages.JSON.missingNode();
        JsonNode value;
        try {
            value = Messages.JSON.readTree(unfenced(text));
        } catch (JacksonException e) {
            return new Reading(none, "It is no JSON: " + e.getOriginalMessage());
        }
        String complaints = value.isMissingNode() ? "It is empty" : schema.complaints(value);
        return complaints.isEmpty() ? new Reading(value, "") : new Reading(none, complaints);
    }

    /** Models like to wrap JSON into a block of Markdown. */
    private static String unfenced(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("```") || !stripped.endsWith("```") || stripped.indexOf('\n') < 0) {
            return stripped;
        }
        return stripped.substring(stripped.indexOf('\n') + 1, stripped.length() - 3);
    }

    /** The schema of a task's whole output, whose content is what was declared; null where nothing was. */
    @Nullable
    JsonNode ofWholeOutput() {
        if (declared == null) {
            return null;
        }
        JsonNode content = declared;
        if (declared instanceof ObjectNode object && !object.has("$id")) {
            // A base of its own, so that its references still mean its own definitions.
            content = object.deepCopy().put("$id", "urn:warren:content");
        }
        ObjectNode whole = Messages.JSON.createObjectNode().put("type", "object");
        whole.putObject("properties").set("content", content);
        whole.putArray("required").add("content");
        return whole;
    }
}
