package dev.warren.worker.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema that is ready to check outputs, for any number of threads. It is compiled once, fetches nothing that it
 * refers to, and gives up on a check that takes too long.
 */
public final class OutputSchema {

    /** Violations that are named. */
    private static final int MOST_NAMED = 10;

    private static final int LONGEST_MESSAGE = 300;
    private static final long MOST_STEPS = 5_000_000;
    private static final int MOST_LEVELS = 500;

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    // What a draft says of itself comes from the library's own jar.
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)
                            .allow(address -> address.toString().matches("https?://json-schema\\.org/draft.*")))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ENGLISH)
                            .pathType(PathType.JSON_POINTER)
                            .regularExpressionFactory(BoundedPattern::new)
                            .build()));

    private final Schema schema;

    private OutputSchema(Schema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException where {@code schema} cannot be compiled, or refers to what is not in it */
    public static OutputSchema of(JsonNode schema) {
        try {
            Schema compiled = REGISTRY.getSchema(schema);
            compiled.initializeValidators();
            return new OutputSchema(compiled);
        } catch (SchemaException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "outputSchema cannot be used: " + shown(String.valueOf(e.getMessage())), e);
        }
    }

    /** What of {@code output} breaks the schema, each with its JSON Pointer; empty where nothing does. */
    public List<String> violations(JsonNode output) {
        var found = new ArrayList<Error>();
        var check = new ExecutionContext(ExecutionConfig.builder()
                .maxEvaluationSteps(MOST_STEPS)
                .maxEvaluationDepth(MOST_LEVELS)
                .build());
        check.setErrors(found);
        try {
            schema.validate(check, output);
        } catch (ValidationLimitExceededException | BoundedPattern.GaveUp | StackOverflowError e) {
            return List.of("it is too large or too deep to be checked");
        }
        List<String> named = new ArrayList<>();
        found.stream().limit(MOST_NAMED).map(OutputSchema::violation).forEach(named::add);
        if (found.size() > MOST_NAMED) {
            named.add((found.size() - MOST_NAMED) + " more");
        }
        return named;
    }

    private static String violation(Error error) {
        String path = error.getInstanceLocation().toString();
        return (path.isEmpty() ? "/" : path) + " " + shown(error.getMessage());
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
