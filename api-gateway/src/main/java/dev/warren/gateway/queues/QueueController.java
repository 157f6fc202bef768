package dev.warren.gateway.queues;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.tenant.CurrentTenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the queues over HTTP. */
@RestController
@Tag(name = "queues")
class QueueController {

    private static final int MOST_PAGE_SIZE = 100;

    private final ListQueues listQueues;
    private final CurrentTenant tenant;

    QueueController(ListQueues listQueues, CurrentTenant tenant) {
        this.listQueues = listQueues;
        this.tenant = tenant;
    }

    /** A page of queues, by agent and lane. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueueList(List<QueueView> queues, @Nullable String nextPageToken) {}

    @Operation(
            operationId = "listQueues",
            summary = "List the queues of agents",
            description =
                    "Depths and consumers are the broker's, a second old at most. While the broker is away the list is"
                            + " answered all the same: each queue is missing, without messages and consumers.")
    @MayAnswer({ProblemType.INVALID_REQUEST, ProblemType.LEDGER_UNAVAILABLE})
    @GetMapping(path = "/v1/queues", produces = MediaType.APPLICATION_JSON_VALUE)
    QueueList list(
            @RequestParam(defaultValue = "50") String pageSize,
            @RequestParam(required = false) @Nullable String pageToken)
            throws InterruptedException {
        int size = size(pageSize);
        List<QueueView> found = listQueues.list(tenant.name(), QueuePageToken.parse(pageToken), size + 1);
        if (found.size() <= size) {
            return new QueueList(found, null);
        }
        List<QueueView> page = found.subList(0, size);
        QueueView last = page.getLast();
        return new QueueList(page, QueuePageToken.after(new AgentQueue(last.agent(), last.lane())));
    }

    private static int size(String text) {
        if (text.matches("\\d{1,3}")) {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= MOST_PAGE_SIZE) {
                return size;
            }
        }
        throw Problem.field(
                ProblemType.INVALID_REQUEST, "pageSize", "must be a whole number from 1 to " + MOST_PAGE_SIZE);
    }
}
