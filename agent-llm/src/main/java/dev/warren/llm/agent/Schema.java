package dev.warren.llm.agent;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A JSON Schema that says what is wrong in words that a model understands. */
final class Schema {

    private static final int MOST_COMPLAINTS = 10;

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final com.networknt.schema.Schema schema;

    Schema(JsonNode schema) {
        this.schema = SCHEMAS.getSchema(schema);
    }

    /** @return one line a violation, each with its place; empty where there is none */
    String complaints(JsonNode value) {
        List<Error> errors = schema.validate(value);
        return errors.stream()
                .limit(MOST_COMPLAINTS)
                .map(error -> (error.getInstanceLocation() + ": " + error.getMessage()).strip())
                .collect(Collectors.joining("\n"));
    }
}
