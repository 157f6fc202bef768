package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.ledger.Ledger;
import dev.warren.model.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether every exchange, every queue that the registry asks for, and the mark of the broker are there. */
final class TopologyExists implements Check {

    private static final List<String> EXCHANGES = List.of(
            Topology.TASKS_EXCHANGE,
            Topology.DEAD_LETTERS,
            Topology.GENERATION,
            Topology.CONTROL_EXCHANGE,
            Topology.EVENTS_EXCHANGE);

    private static final int NAMED = 5;

    /** Whoever reads the mark, or a dead letter, holds it for a moment. */
    private static final int LOOKS = 5;

    private static final int BETWEEN_LOOKS_MILLIS = 300;

    private final Broker broker;
    private final @Nullable Ledger ledger;

    TopologyExists(Broker broker, @Nullable Ledger ledger) {
        this.broker = broker;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "topology-exists";
    }

    @Override
    public List<Finding> look() throws Exception {
        List<Finding> findings = new ArrayList<>();
        Set<String> exchanges = broker.exchanges(EXCHANGES);
        List<String> missingExchanges =
                EXCHANGES.stream().filter(name -> !exchanges.contains(name)).toList();
        if (!missingExchanges.isEmpty()) {
            findings.add(Finding.problem(
                    Runbook.MISSING_QUEUE, "RabbitMQ has no exchange %s.", String.join(", ", missingExchanges)));
        }
        List<String> wanted = new ArrayList<>(List.of(Topology.DEAD_LETTERS, Topology.GENERATION));
        if (ledger != null) {
            wanted.addAll(RegisteredQueues.in(ledger));
        }
        Map<String, Broker.Depth> queues = broker.depths(wanted);
        List<String> missing =
                wanted.stream().filter(name -> !queues.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            findings.add(Finding.problem(
                    Runbook.MISSING_QUEUE,
                    "RabbitMQ has no queue %s%s: what is published for it comes back.",
                    String.join(", ", missing.subList(0, Math.min(NAMED, missing.size()))),
                    missing.size() > NAMED ? " and %d more".formatted(missing.size() - NAMED) : ""));
        }
        if (queues.containsKey(Topology.GENERATION) && !hasMark()) {
            findings.add(Finding.problem(
                    Runbook.LOST_BROKER,
                    "RabbitMQ lacks the mark of its generation: the next gateway that connects takes it for a new broker, and"
                            + " publishes every queued task again."));
        }
        if (queues.containsKey(Topology.DEAD_LETTERS)) {
            findings.addAll(deadLetters());
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "All exchanges are there, and all %d queues%s, and the mark of the broker.",
                    wanted.size(), ledger == null ? " that belong to no agent" : ""));
        }
        return findings;
    }

    private boolean hasMark() throws Exception {
        for (int look = 1; look <= LOOKS; look++) {
            Broker.Depth mark = broker.depths(List.of(Topology.GENERATION)).get(Topology.GENERATION);
            if (mark == null || mark.messages() > 0) {
                return true; // one that is gone by now was told of, or will be
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return false;
    }

    private List<Finding> deadLetters() throws Exception {
        int fewest = Integer.MAX_VALUE;
        int consumers = 0;
        for (int look = 1; look <= LOOKS && fewest > 0; look++) {
            Broker.Depth depth = broker.depths(List.of(Topology.DEAD_LETTERS)).get(Topology.DEAD_LETTERS);
            if (depth == null) {
                return List.of();
            }
            fewest = Math.min(fewest, depth.messages());
            consumers = depth.consumers();
            if (fewest > 0) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
        return fewest == 0
                ? List.of()
                : List.of(Finding.problem(
                        Runbook.DEAD_LETTERS,
                        "%d messages lie in queue %s, and %s.",
                        fewest,
                        Topology.DEAD_LETTERS,
                        consumers == 0
                                ? "no gateway consumes it"
                                : "its %d consumers do not empty it".formatted(consumers)));
    }
}
