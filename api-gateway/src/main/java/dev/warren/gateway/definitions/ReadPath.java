package dev.warren.gateway.definitions;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.request.ReadText;
import dev.warren.gateway.request.StrictJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads what only an HTTP agent says: where below its endpoint's address it is. */
final class ReadPath {

    static final List<String> FIELDS = List.of("path");

    /**
     * Segments of plain characters. None is a dot or two, and nothing is percent-encoded: no path leads out of what the
     * operator of a worker has allowed.
     */
    static final String PATTERN = "(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]{1,100}){0,20}/?";

    private static final int LONGEST = 500;

    private final ReadText text;
    private final InvalidFields wrong;
    private @Nullable String path;

    ReadPath(StrictJson json, InvalidFields wrong) {
        this.text = new ReadText(json, wrong);
        this.wrong = wrong;
    }

    /** Whether the field is its; then it has been read. */
    boolean read(String field) {
        if (!FIELDS.contains(field)) {
            return false;
        }
        path = text.prose(field, 0, LONGEST);
        if (path != null && !path.matches(PATTERN)) {
            wrong.add(
                    field,
                    "must be empty or a path such as /agents/word-count, of letters, digits and . _ ~ -, without . and .."
                            + " as segments");
        }
        return true;
    }

    ObjectNode fields() {
        ObjectNode fields = JsonMapper.shared().createObjectNode();
        if (path != null && !path.isEmpty()) {
            fields.put("path", path);
        }
        return fields;
    }
}
