package dev.warren.llm.endpoint;

import tools.jackson.databind.JsonNode;

/** Whether a schema is one that OpenAI enforces: each object closed, and each of its properties required. */
final class StrictSchema {

    private StrictSchema() {}

    static boolean is(JsonNode schema) {
        if (schema.path("properties").isObject()) {
            if (schema.path("additionalProperties").asBoolean(true)
                    || schema.path("required").size()
                            != schema.path("properties").size()) {
                return false;
            }
        } else if (schema.path("type").asString("").equals("object")) {
            return false;
        }
        for (JsonNode part : schema) {
            if (part.isContainer() && !is(part)) {
                return false;
            }
        }
        return true;
    }
}
