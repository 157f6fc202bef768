package dev.warren.chaos.load;

import dev.warren.chaos.journal.Entry;
import dev.warren.chaos.journal.Journal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays dead letters as an operator would: lists them, and sends the ids back. */
final class ReplayDeadLetters {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 100;

    private final Gateways gateways;
    private final Journal journal;

    ReplayDeadLetters(Gateways gateways, Journal journal) {
        this.gateways = gateways;
        this.journal = journal;
    }

    /** Answers how many it asked for. Ends early where a gateway does not answer. */
    int replay(int limit) throws InterruptedException {
        int asked = 0;
        try {
            String token = null;
            do {
                JsonNode page = page(token);
                if (page == null) {
                    return asked;
                }
                List<UUID> tasks = tasksOf(page, limit - asked);
                if (tasks.isEmpty()) {
                    return asked;
                }
                tasks.forEach(task -> journal.write(new Entry.ReplayIntended(System.nanoTime(), task)));
                HttpResponse<String> answer = gateways.post("/v1/dead-letters:replay", body(tasks), null);
                if (answer.statusCode() >= 300) {
                    return asked;
                }
                asked += tasks.size();
                JsonNode next = page.get("nextPageToken");
                token = next == null || next.isNull() ? null : next.asString();
            } while (token != null && asked < limit);
            return asked;
        } catch (IOException e) {
            return asked;
        }
    }

    private @Nullable JsonNode page(@Nullable String token) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                gateways.get("/v1/dead-letters?pageSize=" + PAGE + (token == null ? "" : "&pageToken=" + token));
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
    }

    private static List<UUID> tasksOf(JsonNode page, int most) {
        List<UUID> tasks = new ArrayList<>();
        for (JsonNode letter : page.get("deadLetters")) {
            JsonNode kind = letter.get("kind");
            if (tasks.size() < most && (kind == null || kind.asString().equals("task"))) {
                tasks.add(UUID.fromString(letter.get("id").asString()));
            }
        }
        return tasks;
    }

    private static String body(List<UUID> tasks) {
        var body = JSON.createObjectNode();
        var ids = body.putArray("ids");
        tasks.forEach(task -> ids.add(task.toString()));
        return body.toString();
    }
}
