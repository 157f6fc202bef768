package dev.warren.gateway.schema;

import static com.networknt.schema.SpecificationVersion.DRAFT_2019_09;
import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;
import static com.networknt.schema.SpecificationVersion.DRAFT_4;
import static com.networknt.schema.SpecificationVersion.DRAFT_6;
import static com.networknt.schema.SpecificationVersion.DRAFT_7;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The drafts of JSON Schema that are understood. Nothing is loaded from anywhere but the drafts' own schemas. */
final class SchemaDialects {

    private static final String SCHEMA = "$schema";

    private static final Map<String, SpecificationVersion> KNOWN = Stream.of(
                    DRAFT_4, DRAFT_6, DRAFT_7, DRAFT_2019_09, DRAFT_2020_12)
            .collect(Collectors.toMap(draft -> plain(draft.getDialectId()), Function.identity()));

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.allow(SchemaDialects::isOfADraft))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .preloadSchema(true)
                            .locale(Locale.ENGLISH)
                            .pathType(PathType.JSON_POINTER)
                            .regularExpressionFactory(PatientPattern::new)
                            .build()));

    private static final Map<String, Schema> DRAFTS = new ConcurrentHashMap<>();

    private SchemaDialects() {}

    /** Those belong to the library: it loads them from its own jar. */
    private static boolean isOfADraft(AbsoluteIri address) {
        return address.toString().matches("https?://json-schema\\.org/draft.*");
    }

    /** @throws com.networknt.schema.SchemaException where it cannot be compiled */
    static Schema compile(JsonNode schema) {
        Schema compiled = REGISTRY.getSchema(schema);
        compiled.initializeValidators();
        return compiled;
    }

    /** What its draft says against {@code schema}, the first thing only. */
    static List<Error> violationsOf(JsonNode schema) {
        String draft = plain(schema.path(SCHEMA).asString(DRAFT_2020_12.getDialectId()));
        SpecificationVersion known = KNOWN.get(draft);
        if (known == null) {
            throw new UnreadableSchema("$schema must be one of "
                    + String.join(", ", KNOWN.keySet().stream().sorted().toList()));
        }
        var check = new BoundedCheck(1);
        try {
            DRAFTS.computeIfAbsent(draft, key -> REGISTRY.getSchema(SchemaLocation.of(known.getDialectId())))
                    .validate(check, schema);
        } catch (BoundedCheck.Enough e) {
            // one is enough
        }
        return check.wrong();
    }

    private static String plain(String id) {
        return id.endsWith("#") ? id.substring(0, id.length() - 1) : id;
    }
}
