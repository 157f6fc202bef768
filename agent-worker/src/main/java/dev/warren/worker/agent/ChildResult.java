package dev.warren.worker.agent;

import dev.warren.model.task.TaskStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a child task ended. */
public sealed interface ChildResult {

    /** Id of the child. */
    UUID task();

    /** It has an output. */
    record Completed(UUID task, JsonNode output) implements ChildResult {}

    /**
     * It ended without an output.
     *
     * @param status {@code FAILED}, {@code CANCELED} or {@code EXPIRED}
     * @param code of its error, for programs; the status' name where it has no error
     * @param message for people
     */
    record Failed(UUID task, TaskStatus status, String code, String message) implements ChildResult {}

    /**
     * The output.
     *
     * @throws ChildFailedException where there is none
     */
    default JsonNode output() {
        return switch (this) {
            case Completed(UUID task, JsonNode output) -> output;
            case Failed failed -> throw new ChildFailedException(failed);
        };
    }

    /**
     * The output as a value of the author's {@code type}, read as strictly as {@link AgentContext#input(Class)}.
     *
     * @throws ChildFailedException where there is none
     * @throws InvalidInputException where it does not fit
     */
    default <T> T output(Class<T> type) {
        return AgentJson.bind(output(), type);
    }

    /**
     * A child that completed, for tests of agents.
     *
     * @param output a {@link JsonNode}, null, or any object that Jackson can write
     */
    static ChildResult completed(@Nullable Object output) {
        return new Completed(UUID.randomUUID(), AgentJson.tree(output));
    }

    /** A child that failed, for tests of agents. */
    static ChildResult failed(String code, String message) {
        return new Failed(UUID.randomUUID(), TaskStatus.FAILED, code, message);
    }
}
