package dev.warren.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the broker's management plugin what is left in its queues. */
final class ReadQueues {

    /** The plugin's counts are some seconds old. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Holds the mark of the broker's generation for ever. */
    private static final String MARK = "warren.generation";

    private ReadQueues() {}

    /** As they are once they are empty, or after half a minute. */
    static List<QueueState> read(String managementUri) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<QueueState> queues = look(URI.create(managementUri));
            boolean empty = queues.stream().allMatch(queue -> queue.messages() == 0 && queue.unacknowledged() == 0);
            if (empty && !queues.isEmpty() || System.nanoTime() - end > 0) {
                return queues;
            }
            Thread.sleep(PAUSE);
        }
    }

    private static List<QueueState> look(URI management) throws IOException, InterruptedException {
        String login = management.getUserInfo() == null ? "" : management.getUserInfo();
        var request = HttpRequest.newBuilder(URI.create("%s://%s:%d/api/queues"
                        .formatted(management.getScheme(), management.getHost(), management.getPort())))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .timeout(Duration.ofSeconds(20))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("The broker's management plugin answers " + answer.statusCode());
            }
            List<QueueState> queues = new ArrayList<>();
            for (JsonNode queue : JsonMapper.shared().readTree(answer.body())) {
                String name = queue.get("name").asString();
                if (!name.equals(MARK)) {
                    queues.add(new QueueState(
                            name, count(queue.get("messages")), count(queue.get("messages_unacknowledged"))));
                }
            }
            return queues;
        }
    }

    private static long count(JsonNode number) {
        return number == null || number.isNull() ? 0 : number.asLong();
    }
}
