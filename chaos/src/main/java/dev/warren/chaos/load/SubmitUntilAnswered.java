package dev.warren.chaos.load;

import dev.warren.chaos.journal.Entry;
import dev.warren.chaos.journal.Entry.Purpose;
import dev.warren.chaos.journal.Journal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends a submission, with the same key, to one gateway after the other until one answers for good. What is journalled
 * before it is sent and after it is answered is all that the check believes.
 */
final class SubmitUntilAnswered {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_PAUSE_MILLIS = 5_000;
    /** In place of a problem: some items of a batch may be accepted when they come again. */
    private static final String AGAIN = "again";

    private final Gateways gateways;
    private final Journal journal;
    private final Tally tally;
    private final BooleanSupplier givenUp;

    /** @param givenUp whether nothing is to be tried again any more */
    SubmitUntilAnswered(Gateways gateways, Journal journal, Tally tally, BooleanSupplier givenUp) {
        this.gateways = gateways;
        this.journal = journal;
        this.tally = tally;
        this.givenUp = givenUp;
    }

    /** The tasks that were accepted, in order; null for an item that was refused, empty where all were or none answered. */
    List<@Nullable UUID> submit(Submission submission, Purpose purpose) throws InterruptedException {
        String path = submission.isBatch() ? "/v1/tasks/batch" : "/v1/tasks";
        String body = purpose == Purpose.OTHER_BODY ? WriteBody.another(submission) : WriteBody.of(submission);
        String key = "chaos-" + submission.number();
        for (int failures = 0; ; failures++) {
            Entry.Answered answer = tryOnce(submission, purpose, path, body, key);
            if (answer != null && isFinal(answer)) {
                return answer.tasks();
            }
            if (givenUp.getAsBoolean()) {
                return List.of();
            }
            int longest = Math.min(LONGEST_PAUSE_MILLIS, 100 << Math.min(failures, 6));
            Thread.sleep(ThreadLocalRandom.current().nextInt(longest / 2, longest + 1));
        }
    }

    private Entry.@Nullable Answered tryOnce(
            Submission submission, Purpose purpose, String path, String body, String key) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Entry.Answered answer = read(submission, purpose, begun, gateways.post(path, body, key));
            journal.write(answer);
            tally.answer(answer.status() + (answer.problem() == null ? "" : " " + answer.problem()));
            return answer;
        } catch (IOException | JacksonException e) {
            String error = e.getClass().getSimpleName();
            journal.write(new Entry.Unanswered(System.nanoTime(), submission.number(), purpose, begun, error));
            tally.answer(error);
            return null;
        }
    }

    /** Whether trying again would not change it. A batch of which some items can come again is sent again. */
    private static boolean isFinal(Entry.Answered answer) {
        return answer.status() < 500 && !AGAIN.equals(answer.problem());
    }

    private static Entry.Answered read(
            Submission submission, Purpose purpose, long begun, HttpResponse<String> response) {
        String problem = null;
        List<@Nullable UUID> tasks = new ArrayList<>();
        if (response.statusCode() >= 300) {
            problem = typeOf(JSON.readTree(response.body()));
        } else if (!submission.isBatch()) {
            tasks.add(idIn(response.body()));
        } else {
            for (JsonNode result : JSON.readTree(response.body()).get("results")) {
                JsonNode task = result.get("task");
                tasks.add(task == null ? null : UUID.fromString(task.get("id").asString()));
                if (task == null && !AGAIN.equals(problem)) {
                    JsonNode refused = result.get("problem");
                    problem = refused.get("status").asInt() >= 500 ? AGAIN : typeOf(refused);
                }
            }
        }
        return new Entry.Answered(
                System.nanoTime(), submission.number(), purpose, begun, response.statusCode(), problem, tasks);
    }

    /** The answer repeats the whole input; its id stands in front. */
    private static UUID idIn(String body) {
        String before = "{\"id\":\"";
        int length = 36;
        if (body.startsWith(before)) {
            return UUID.fromString(body.substring(before.length(), before.length() + length));
        }
        return UUID.fromString(JSON.readTree(body).get("id").asString());
    }

    private static String typeOf(JsonNode problem) {
        JsonNode type = problem.get("type");
        String text = type == null ? "no-type" : type.asString();
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
