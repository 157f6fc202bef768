package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.ledger.Ledger;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether there are queues of agents that nobody declares any more, or policies that take messages out of queues. */
final class StrayQueues implements Check {

    private static final String QUEUES =
            "/queues/{vhost}?columns=name,messages,policy,operator_policy,effective_policy_definition";

    /** Each lets the broker drop or move messages by itself. */
    private static final List<String> HARMFUL =
            List.of("message-ttl", "max-length", "max-length-bytes", "expires", "dead-letter-exchange");

    private final Management management;
    private final @Nullable Ledger ledger;

    StrayQueues(Management management, @Nullable Ledger ledger) {
        this.management = management;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "stray-queues";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException, SQLException {
        Set<String> registered = ledger == null ? null : new HashSet<>(RegisteredQueues.in(ledger));
        List<Finding> findings = new ArrayList<>();
        for (JsonNode queue : management.get(QUEUES)) {
            String name = queue.path("name").asString("");
            if (!name.startsWith("agent.")) {
                continue;
            }
            long messages = queue.path("messages").asLong(0);
            if (registered != null && !registered.contains(name)) {
                findings.add(Finding.note(
                        Runbook.STRAY_QUEUE,
                        "Queue %s is of no agent that the ledger knows%s.",
                        name,
                        messages == 0 ? "" : ", and holds %d messages".formatted(messages)));
            }
            List<String> harmful = HARMFUL.stream()
                    .filter(key -> queue.path("effective_policy_definition").has(key))
                    .toList();
            if (!harmful.isEmpty()) {
                findings.add(Finding.problem(
                        Runbook.STRAY_QUEUE,
                        "A policy (%s) sets %s for queue %s: the broker takes messages out of it by itself.",
                        queue.path("policy")
                                .asString(queue.path("operator_policy").asString("?")),
                        String.join(", ", harmful),
                        name));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.ok("No queue is left over, and no policy drops messages."))
                : findings;
    }
}
