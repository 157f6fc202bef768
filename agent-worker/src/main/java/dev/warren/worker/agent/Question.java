package dev.warren.worker.agent;

import dev.warren.model.task.TaskDefaults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent asks a human; see {@link Outcome#waitsForInput}.
 *
 * @param prompt for the human, not blank
 * @param schema JSON Schema that the answer must meet, null where any JSON will do
 * @param deadline how long the answer may take; above 0, at most {@link TaskDefaults#LONGEST_DURATION}. After it the task
 *     has failed
 */
public record Question(String prompt, @Nullable JsonNode schema, Duration deadline) {

    public static final Duration DEFAULT_DEADLINE = Duration.ofDays(7);

    public Question {
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("A question's prompt must not be blank");
        }
        if (schema != null && !schema.isObject() && !schema.isBoolean()) {
            throw new IllegalArgumentException(
                    "A question's schema must be a JSON Schema, an object or a boolean, got " + schema);
        }
        if (!deadline.isPositive() || deadline.compareTo(TaskDefaults.LONGEST_DURATION) > 0) {
            throw new IllegalArgumentException("A question's deadline must be above 0 and at most "
                    + TaskDefaults.LONGEST_DURATION + ", got " + deadline);
        }
    }

    /** A question that any JSON answers, within {@link #DEFAULT_DEADLINE}. */
    public static Question of(String prompt) {
        return new Question(prompt, null, DEFAULT_DEADLINE);
    }

    public Question withSchema(JsonNode schema) {
        return new Question(prompt, schema, deadline);
    }

    /** @param schema JSON text of the schema */
    public Question withSchema(String schema) {
        return withSchema(AgentJson.parse(schema));
    }

    public Question withDeadline(Duration deadline) {
        return new Question(prompt, schema, deadline);
    }
}
