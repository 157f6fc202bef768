package dev.warren.chaos.load;

import dev.warren.chaos.journal.Entry;
import dev.warren.chaos.journal.Journal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cancels a task, and asks again until a gateway answers: asking again is allowed. */
final class CancelUntilAnswered {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAUSE_MILLIS = 500;

    private final Gateways gateways;
    private final Journal journal;
    private final BooleanSupplier givenUp;

    CancelUntilAnswered(Gateways gateways, Journal journal, BooleanSupplier givenUp) {
        this.gateways = gateways;
        this.journal = journal;
        this.givenUp = givenUp;
    }

    void cancel(UUID task) throws InterruptedException {
        journal.write(new Entry.CancelIntended(System.nanoTime(), task));
        while (true) {
            try {
                HttpResponse<String> answer = gateways.post("/v1/tasks/" + task + ":cancel", null, null);
                if (answer.statusCode() < 500) {
                    journal.write(
                            new Entry.CancelAnswered(System.nanoTime(), task, answer.statusCode(), statusIn(answer)));
                    return;
                }
            } catch (IOException e) {
                // Whether it was heard is unknown; the next answer tells.
            }
            if (givenUp.getAsBoolean()) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static String statusIn(HttpResponse<String> answer) {
        JsonNode status = JSON.readTree(answer.body()).get("status");
        return status != null && status.isString() ? status.asString() : "-";
    }
}
