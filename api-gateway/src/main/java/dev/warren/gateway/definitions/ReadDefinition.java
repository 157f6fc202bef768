package dev.warren.gateway.definitions;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.request.ReadRetry;
import dev.warren.gateway.request.ReadText;
import dev.warren.gateway.request.ReadValue;
import dev.warren.gateway.request.RetryOverride;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.task.RetryPolicy;
import dev.warren.model.task.TaskDefaults;
import dev.warren.model.topology.Names;
import dev.warren.store.agent.DeclareAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads an agent that is declared as data and checks each field; collects everything that is wrong before it refuses. */
public final class ReadDefinition {

    /** Bytes of a declaration's body. */
    public static final int MOST_BYTES = 512 * 1024;

    static final String LLM = "llm";
    static final String HTTP = "http";
    static final int MOST_CAPABILITIES = 32;
    static final int LONGEST_DESCRIPTION = 2_000;

    private static final List<String> COMMON = List.of(
            "kind",
            "description",
            "capabilities",
            "inputSchema",
            "outputSchema",
            "timeout",
            "maxAttempts",
            "retry",
            "endpoint");
    private static final Map<String, List<String>> OF_KIND =
            Map.of(LLM, with(ReadModelFields.FIELDS), HTTP, with(ReadPath.FIELDS));

    private final String name;
    private final StrictJson json;
    private final InvalidFields wrong = new InvalidFields();
    private final ReadValue value;
    private final ReadText text;
    private final ReadModelFields model;
    private final ReadPath path;
    private final Set<String> said = new LinkedHashSet<>();

    private @Nullable String kind;
    private @Nullable String description;
    private List<String> capabilities = List.of();
    private @Nullable JsonNode inputSchema;
    private @Nullable JsonNode outputSchema;
    private @Nullable Duration timeout;
    private @Nullable Integer maxAttempts;
    private @Nullable RetryOverride retry;
    private @Nullable String endpoint;

    private ReadDefinition(String name, StrictJson json) {
        this.name = name;
        this.json = json;
        this.value = new ReadValue(json, wrong);
        this.text = new ReadText(json, wrong);
        this.model = new ReadModelFields(json, wrong);
        this.path = new ReadPath(json, wrong);
    }

    private static List<String> with(List<String> fields) {
        return Stream.concat(COMMON.stream(), fields.stream()).toList();
    }

    /**
     * Reads from the current token to the value's last one. Two declarations that say the same have the same definition,
     * whatever the order of their members is and however their durations are written.
     *
     * @throws Problem naming every field that is wrong
     */
    public static DeclareAgent.Declaration read(String name, StrictJson json) {
        return new ReadDefinition(name, json).read();
    }

    private DeclareAgent.Declaration read() {
        if (json.token() != JsonToken.START_OBJECT) {
            wrong.add("", "An agent must be a JSON object, got " + json.kind());
            json.skip();
            throw wrong.asProblem();
        }
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            json.next();
            said.add(field);
            readField(field);
        }
        return checked();
    }

    private void readField(String field) {
        switch (field) {
            case "kind" -> kind = kind(field);
            case "description" -> description = text.prose(field, 0, LONGEST_DESCRIPTION);
            case "capabilities" -> capabilities = text.names(field, Names.AGENT_PATTERN, MOST_CAPABILITIES);
            case "inputSchema" -> inputSchema = new ReadSchema(json, wrong).read(field);
            case "outputSchema" -> outputSchema = new ReadSchema(json, wrong).read(field);
            case "timeout" -> timeout = value.duration(field, Duration.ofMillis(1));
            case "maxAttempts" -> maxAttempts = value.wholeNumber(field, 1, TaskDefaults.MOST_MAX_ATTEMPTS);
            case "retry" -> retry = new ReadRetry(json, wrong).read(field);
            case "endpoint" -> endpoint = text.name(field, Names.AGENT_PATTERN);
            default -> {
                if (!model.read(field) && !path.read(field)) {
                    json.skip();
                }
            }
        }
    }

    private @Nullable String kind(String field) {
        String text = value.string(field);
        if (text == null || OF_KIND.containsKey(text)) {
            return text;
        }
        wrong.add(field, "must be llm or http");
        return null;
    }

    private DeclareAgent.Declaration checked() {
        wrong.require("kind", kind);
        wrong.require("endpoint", endpoint);
        List<String> known = kind == null
                ? Stream.concat(with(ReadModelFields.FIELDS).stream(), ReadPath.FIELDS.stream())
                        .toList()
                : Objects.requireNonNull(OF_KIND.get(kind));
        said.stream().filter(field -> !known.contains(field)).forEach(field -> wrong.addUnknown(field, known));
        if (LLM.equals(kind)) {
            model.check(name);
        }
        wrong.throwIfAny();
        return declaration(Objects.requireNonNull(kind), Objects.requireNonNull(endpoint));
    }

    private DeclareAgent.Declaration declaration(String kind, String endpoint) {
        String policy = retry == null ? null : retry.over(RetryPolicy.DEFAULT).toJson();
        List<String> offered = new ArrayList<>(capabilities);
        offered.sort(null);
        ObjectNode definition = JsonMapper.shared().createObjectNode();
        definition.put("kind", kind);
        put(definition, "description", description);
        if (!offered.isEmpty()) {
            offered.forEach(definition.putArray("capabilities")::add);
        }
        put(definition, "inputSchema", inputSchema);
        put(definition, "outputSchema", outputSchema);
        put(definition, "timeout", timeout == null ? null : timeout.toString());
        if (maxAttempts != null) {
            definition.put("maxAttempts", maxAttempts);
        }
        put(definition, "retry", policy == null ? null : JsonMapper.shared().readTree(policy));
        definition.put("endpoint", endpoint);
        definition.setAll(kind.equals(LLM) ? model.fields() : path.fields());
        return new DeclareAgent.Declaration(
                name,
                kind,
                kind + ":" + endpoint,
                description == null ? "" : description,
                offered,
                inputSchema == null ? null : inputSchema.toString(),
                outputSchema == null ? null : outputSchema.toString(),
                timeout == null ? TaskDefaults.TIMEOUT : timeout,
                maxAttempts == null ? TaskDefaults.MAX_ATTEMPTS : maxAttempts,
                policy,
                definition.toString());
    }

    private static void put(ObjectNode node, String field, @Nullable String text) {
        if (text != null) {
            node.put(field, text);
        }
    }

    private static void put(ObjectNode node, String field, @Nullable JsonNode value) {
        if (value != null) {
            node.set(field, value);
        }
    }
}
