package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.ledger.Ledger;
import dev.warren.model.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the broker still has a message for each task that waits and of which it confirmed one a while ago. The broker is
 * asked first: a task that still waits after that, and was published before, must have had its message there. Those that
 * a worker holds for the moment of its claim are not counted by the broker, so only what is missing each time is told.
 */
final class LostMessages implements Check {

    private static final String PUBLISHED = """
            select agent, lane, count(*) from task
            where status = 'QUEUED' and published_at < clock_timestamp() - interval '30 s' group by agent, lane
            """;

    private static final int LOOKS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1_500);

    private final Broker broker;
    private final @Nullable Ledger ledger;

    LostMessages(Broker broker, @Nullable Ledger ledger) {
        this.broker = broker;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "lost-messages";
    }

    @Override
    public List<Finding> look() throws Exception {
        if (ledger == null) {
            return List.of(Finding.note("Not compared: the ledger's address was not given."));
        }
        Map<String, Long> missing = missing(ledger);
        for (int look = 2; look <= LOOKS && !missing.isEmpty(); look++) {
            Thread.sleep(BETWEEN_LOOKS);
            Map<String, Long> again = missing(ledger);
            missing.keySet().retainAll(again.keySet());
            missing.replaceAll((queue, before) -> Math.min(before, again.getOrDefault(queue, before)));
        }
        if (missing.isEmpty()) {
            return List.of(Finding.ok("Every task that waits has its message at the broker."));
        }
        List<Finding> findings = new ArrayList<>();
        missing.forEach((queue, tasks) -> findings.add(Finding.problem(
                Runbook.LOST_MESSAGES,
                "%s in queue %s %s no message there any more, and so far no gateway has published again.",
                tasks == 1 ? "A task that waits" : tasks + " tasks that wait",
                queue,
                tasks == 1 ? "has" : "have")));
        return findings;
    }

    private Map<String, Long> missing(Ledger ledger) throws Exception {
        Map<String, Broker.Depth> depths = broker.depths(RegisteredQueues.in(ledger));
        Map<String, Long> missing = new HashMap<>();
        ledger.list(PUBLISHED, row -> {
            String queue = Topology.agentQueue(row.getString(1), row.getString(2));
            Broker.Depth depth = depths.get(queue);
            long lost = row.getLong(3) - (depth == null ? 0 : depth.messages());
            if (lost > 0) {
                missing.put(queue, lost);
            }
            return queue;
        });
        return missing;
    }
}
