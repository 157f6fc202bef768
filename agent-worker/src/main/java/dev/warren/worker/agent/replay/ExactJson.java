package dev.warren.worker.agent.replay;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes what the ledger keeps without changing a number: what is submitted as 1.10 stays 1.10. */
public final class ExactJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ExactJson() {}

    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** In UTF-8, so that text which is no Unicode is refused here and not by the ledger. */
    public static byte[] write(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }
}
