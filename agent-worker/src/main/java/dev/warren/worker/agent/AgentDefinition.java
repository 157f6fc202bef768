package dev.warren.worker.agent;

import dev.warren.model.task.RetryPolicy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One version of an agent that is declared as data.
 *
 * @param version a whole number from 1, made by the platform
 * @param definition as it was declared: an object with {@code kind}, {@code endpoint} and what its kind needs
 */
public record AgentDefinition(String name, String version, JsonNode definition) {

    /** The name of the endpoint it needs; empty where it names none. */
    public String endpoint() {
        return definition.path("endpoint").asString("");
    }

    /**
     * What every kind of definition says in the same words: {@code description}, {@code capabilities}, the schemas,
     * {@code timeout}, {@code maxAttempts} and {@code retry}; the platform's defaults where it does not.
     *
     * @throws IllegalArgumentException where one of them cannot be read, naming it
     */
    public AgentDescription description() {
        AgentDescription described = AgentDescription.named(name)
                .withVersion(version)
                .withDescription(definition.path("description").asString(""))
                .withCapabilities(capabilities().toArray(String[]::new));
        JsonNode inputSchema = given("inputSchema");
        JsonNode outputSchema = given("outputSchema");
        JsonNode timeout = given("timeout");
        JsonNode maxAttempts = given("maxAttempts");
        JsonNode retry = given("retry");
        if (inputSchema != null) {
            described = described.withInputSchema(inputSchema);
        }
        if (outputSchema != null) {
            described = described.withOutputSchema(outputSchema);
        }
        if (timeout != null) {
            described = described.withTimeout(duration(timeout));
        }
        if (maxAttempts != null) {
            if (!maxAttempts.canConvertToInt()) {
                throw refused("maxAttempts must be a whole number, got " + maxAttempts);
            }
            described = described.withMaxAttempts(maxAttempts.intValue());
        }
        return retry == null ? described : described.withRetry(RetryPolicy.DEFAULT.overriddenBy(retry.toString()));
    }

    private Set<String> capabilities() {
        Set<String> words = new TreeSet<>();
        for (JsonNode word : definition.path("capabilities")) {
            words.add(word.asString(""));
        }
        return words;
    }

    private @Nullable JsonNode given(String field) {
        JsonNode value = definition.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private Duration duration(JsonNode timeout) {
        try {
            return Duration.parse(timeout.asString(""));
        } catch (DateTimeParseException e) {
            throw refused("timeout must be an ISO-8601 duration, got " + timeout);
        }
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("Agent '" + name + "': " + what);
    }
}
