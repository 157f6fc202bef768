package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.request.ReadText;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.task.TaskDefaults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads a person's answer to a question. */
final class ReadAnswer {

    private static final List<String> FIELDS = List.of("question", "answer");
    private static final String ID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    private ReadAnswer() {}

    /**
     * An answer.
     *
     * @param question it belongs to
     * @param json text of it, null included
     */
    record Answer(UUID question, String json) {}

    /** @throws Problem naming every field that is wrong */
    static Answer read(StrictJson json) {
        var wrong = new InvalidFields();
        if (json.token() != JsonToken.START_OBJECT) {
            throw Problem.field(ProblemType.INVALID_REQUEST, "", "An answer must be a JSON object, got " + json.kind());
        }
        @Nullable String question = null;
        @Nullable String answer = null;
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            json.next();
            switch (field) {
                case "question" -> question = new ReadText(json, wrong).name(field, ID);
                case "answer" -> answer = json.raw();
                default -> {
                    json.skip();
                    wrong.addUnknown(field, FIELDS);
                }
            }
        }
        wrong.require("question", question);
        wrong.require("answer", answer);
        wrong.throwIfAny();
        if (Objects.requireNonNull(answer).getBytes(StandardCharsets.UTF_8).length > TaskDefaults.MAX_INPUT_BYTES) {
            throw Problem.of(
                    ProblemType.BODY_TOO_LARGE,
                    "An answer may have " + TaskDefaults.MAX_INPUT_BYTES + " bytes at most.");
        }
        return new Answer(UUID.fromString(Objects.requireNonNull(question)), answer);
    }
}
