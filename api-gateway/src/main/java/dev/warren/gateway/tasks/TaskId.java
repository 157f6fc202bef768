package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids from paths: only in the one notation that the API writes itself. */
final class TaskId {

    private static final Pattern UUID_PATTERN =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private TaskId() {}

    /** @throws Problem where it cannot be a task's id: then there is no such task */
    static UUID parse(String text) {
        if (!UUID_PATTERN.matcher(text).matches()) {
            throw Problem.of(ProblemType.TASK_NOT_FOUND, "There is no such task; ids are UUIDs.");
        }
        return UUID.fromString(text);
    }
}
