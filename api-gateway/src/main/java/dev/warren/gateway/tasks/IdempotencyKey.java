package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.submit.NewTask;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header by which a submitter makes repeating a submission safe.
 *
 * @param value without quotes
 */
record IdempotencyKey(String value) {

    static final String HEADER = "Idempotency-Key";
    static final int MOST_CHARACTERS = 255;
    static final String DESCRIPTION =
            "Makes repeating the submission safe: within 7 days, the same key and body answer "
                    + "the same task, and the same key with another body is refused. Bodies are the same where they mean the "
                    + "same: white space and the order of fields do not count. 1 to 255 printable ASCII characters.";

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1," + MOST_CHARACTERS + "}");
    /** Cannot come in a header, so that no item of a batch meets the key of another submission. */
    private static final char ITEM_SEPARATOR = '\u001f';

    /**
     * Absent where {@code header} is.
     *
     * @throws Problem where it is no key
     */
    static @Nullable IdempotencyKey parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var quoted = QUOTED.matcher(header.strip());
        String value = quoted.matches() ? quoted.group(1).replace("\\\"", "\"").replace("\\\\", "\\") : header.strip();
        if (!PRINTABLE.matcher(value).matches()) {
            throw Problem.field(
                    ProblemType.INVALID_REQUEST,
                    HEADER,
                    "must have 1 to " + MOST_CHARACTERS + " printable ASCII characters, in quotes or without");
        }
        return new IdempotencyKey(value);
    }

    /** The key of one item of a batch. */
    IdempotencyKey ofItem(int index) {
        return new IdempotencyKey(value + ITEM_SEPARATOR + index);
    }

    NewTask.Idempotency of(TaskRequest request) {
        return new NewTask.Idempotency(value, RequestHash.of(request));
    }
}
