package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.request.StrictJson;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads many tasks, each for itself: one that is wrong does not stop the others. */
final class ReadBatch {

    static final int MOST_BYTES = 16 * 1024 * 1024;
    static final int MOST_TASKS = 1000;

    private static final String TASKS = "tasks";

    private ReadBatch() {}

    /** What was read of one item. */
    sealed interface Item {
        record Readable(TaskRequest request) implements Item {}

        record Refused(Problem problem) implements Item {}
    }

    /** @throws Problem where the whole is no batch */
    static List<Item> read(StrictJson json, Clock clock) {
        if (json.token() != JsonToken.START_OBJECT) {
            throw Problem.field(ProblemType.INVALID_REQUEST, "", "A batch must be a JSON object, got " + json.kind());
        }
        var wrong = new InvalidFields();
        @Nullable List<Item> items = null;
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            json.next();
            if (field.equals(TASKS) && json.token() == JsonToken.START_ARRAY) {
                items = readItems(json, clock);
            } else if (field.equals(TASKS)) {
                throw Problem.field(ProblemType.INVALID_REQUEST, TASKS, "must be a list, got " + json.kind());
            } else {
                json.skip();
                wrong.addUnknown(field, List.of(TASKS));
            }
        }
        wrong.throwIfAny();
        if (items == null || items.isEmpty()) {
            throw wrongCount();
        }
        return items;
    }

    private static List<Item> readItems(StrictJson json, Clock clock) {
        var items = new ArrayList<Item>();
        while (json.next() != JsonToken.END_ARRAY) {
            if (items.size() == MOST_TASKS) {
                throw wrongCount();
            }
            items.add(readItem(json, clock));
        }
        return items;
    }

    private static Item readItem(StrictJson json, Clock clock) {
        try {
            return new Item.Readable(ReadTaskRequest.read(json, clock));
        } catch (Problem problem) {
            return new Item.Refused(problem);
        }
    }

    private static Problem wrongCount() {
        return Problem.field(ProblemType.INVALID_REQUEST, TASKS, "must hold 1 to " + MOST_TASKS + " tasks");
    }
}
