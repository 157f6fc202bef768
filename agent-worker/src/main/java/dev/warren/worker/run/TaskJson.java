package dev.warren.worker.run;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads inputs and writes outputs without changing a number: what is submitted as 1.10 stays 1.10. */
final class TaskJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private TaskJson() {}

    static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** In UTF-8, so that text which is no Unicode is refused here and not by the ledger. */
    static byte[] write(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }
}
