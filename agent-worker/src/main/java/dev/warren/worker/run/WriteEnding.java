package dev.warren.worker.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warren.model.task.TaskDefaults;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.replay.ExactJson;
import dev.warren.worker.schema.OutputSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON that an attempt leaves in the ledger. What cannot be kept there is a failure for good. */
final class WriteEnding {

    private WriteEnding() {}

    /** What cannot be kept, and why. */
    private static final class Refused extends Exception {
        private final transient Problem problem;

        Refused(String code, String message) {
            super(message, null, false, false);
            this.problem = new Problem(code, message);
        }
    }

    private interface Writing {
        Ending write() throws Refused;
    }

    private static Ending orFailed(Writing writing) {
        try {
            return writing.write();
        } catch (Refused e) {
            return new Ending.Failed(e.problem);
        }
    }

    static Ending completed(JsonNode output, @Nullable OutputSchema schema) {
        return orFailed(() -> {
            String json = text("OUTPUT", "the output", output);
            // After the text: what is too deep to be written is too deep to be checked.
            List<String> violations = schema == null ? List.of() : schema.violations(output);
            if (!violations.isEmpty()) {
                throw new Refused(
                        "OUTPUT_INVALID", "the output breaks its agent's schema: " + String.join("; ", violations));
            }
            return new Ending.Completed(json);
        });
    }

    static Ending handedOff(Outcome.HandedOff handedOff, ClaimedTask task) {
        return orFailed(() -> {
            List<String> agents = agents(task);
            agents.add(handedOff.agent());
            return new Ending.HandedOff(handedOff.agent(), state(handedOff.conversation(), agents));
        });
    }

    static Ending asked(Outcome.WaitsForInput waits, ClaimedTask task) {
        return orFailed(() -> {
            Question question = waits.question();
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("prompt", question.prompt());
            if (question.schema() != null) {
                json.set("schema", question.schema());
                try {
                    OutputSchema.of(question.schema());
                } catch (IllegalArgumentException e) {
                    throw new Refused("QUESTION_INVALID", "the schema of the answer cannot be used, " + e.getMessage());
                }
            }
            return new Ending.Asked(
                    text("QUESTION", "the question", json),
                    question.deadline(),
                    state(waits.conversation(), agents(task)));
        });
    }

    /** Who was active so far is the platform's knowledge, whatever a conversation says that its agent made. */
    private static List<String> agents(ClaimedTask task) {
        String state = task.state();
        return new ArrayList<>(
                state == null
                        ? List.of(task.agent())
                        : Conversation.ofJson(ExactJson.read(state)).agents());
    }

    private static String state(Conversation conversation, List<String> agents) throws Refused {
        return text(
                "CONVERSATION",
                "the conversation",
                conversation.withAgents(agents).toJson());
    }

    private static String text(String code, String what, JsonNode value) throws Refused {
        byte[] json;
        try {
            json = ExactJson.write(value);
        } catch (JacksonException e) {
            throw new Refused(code + "_UNREADABLE", what + " is no JSON: " + e.getOriginalMessage());
        } catch (StackOverflowError e) {
            throw new Refused(code + "_UNREADABLE", what + " is nested too deeply");
        }
        if (json.length > TaskDefaults.MAX_OUTPUT_BYTES) {
            throw new Refused(
                    code + "_TOO_LARGE",
                    what + " has " + json.length + " bytes, at most " + TaskDefaults.MAX_OUTPUT_BYTES + " are kept");
        }
        return new String(json, UTF_8);
    }
}
