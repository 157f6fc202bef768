package dev.warren.chaos.load;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Waits until no task is open, as the API says it. */
final class AwaitEnds {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> OPEN = List.of("RUNNING", "SCHEDULED", "QUEUED", "WAITING_INPUT");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Gateways gateways;

    AwaitEnds(Gateways gateways) {
        this.gateways = gateways;
    }

    boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() - end < 0) {
            if (allEnded()) {
                return true;
            }
            Thread.sleep(PAUSE);
        }
        return false;
    }

    private boolean allEnded() throws InterruptedException {
        // A task moves between the looks; two rounds in which none is seen leave no way to hide.
        for (int round = 0; round < 2; round++) {
            for (String status : OPEN) {
                if (!isEmpty(status)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isEmpty(String status) throws InterruptedException {
        try {
            HttpResponse<String> answer = gateways.get("/v1/tasks?pageSize=1&status=" + status);
            return answer.statusCode() == 200
                    && JSON.readTree(answer.body()).get("tasks").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
