package dev.warren.httpagent.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON without changing a number; a field that stands twice is refused. */
final class WireJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private WireJson() {}

    /** One document that is all there. */
    static JsonNode read(byte[] json) throws ProtocolException, IncompleteException {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (UnexpectedEndOfInputException e) {
            throw new IncompleteException("the answer ends in the middle of its JSON");
        } catch (JacksonException e) {
            throw new ProtocolException("the answer is no JSON: " + e.getOriginalMessage(), e);
        }
        if (node.isMissingNode()) {
            throw new IncompleteException("the answer is empty");
        }
        return node;
    }

    static byte[] write(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }
}
