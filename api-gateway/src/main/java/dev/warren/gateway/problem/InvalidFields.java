package dev.warren.gateway.problem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that its sender learns all of it at once. */
public final class InvalidFields {

    private static final int MOST = 50;

    private final List<InvalidField> fields = new ArrayList<>();
    private boolean unknown;

    public void add(String field, String message) {
        if (fields.size() < MOST) {
            fields.add(new InvalidField(field, message));
        }
    }

    /** A field that must have a value. One that is said and wrong has been noted already. */
    public void require(String field, @Nullable Object value) {
        if (value == null
                && fields.stream().noneMatch(invalid -> invalid.field().equals(field))) {
            add(field, "is required");
        }
    }

    /** A field that nobody knows. */
    public void addUnknown(String field, List<String> known) {
        unknown = true;
        add(shortened(field), "is not known; known are " + String.join(", ", known));
    }

    /** Short enough to show, and without halves of surrogate pairs, which no answer could hold. */
    private static String shortened(String field) {
        String start = field.length() <= 100 ? field : field.substring(0, 100) + "…";
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The problem that names them all. */
    public Problem asProblem() {
        return Problem.of(unknown ? ProblemType.UNKNOWN_FIELD : ProblemType.INVALID_REQUEST, fields);
    }

    /** @throws Problem where anything is wrong */
    public void throwIfAny() {
        if (!fields.isEmpty()) {
            throw asProblem();
        }
    }
}
