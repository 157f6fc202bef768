package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.ledger.Ledger;
import dev.warren.model.topology.BrokerDialect;
import dev.warren.model.topology.Topology;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether exchanges and queues are of the right type for the broker's version, and bound. */
final class QueueShapes implements Check {

    private static final String AGENT_QUEUES = "agent.";
    private static final String QUEUES = "/queues/{vhost}?columns=name,type,durable,arguments";

    private final Management management;
    private final @Nullable Ledger ledger;

    QueueShapes(Management management, @Nullable Ledger ledger) {
        this.management = management;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "topology-shape";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException, SQLException {
        BrokerDialect dialect = BrokerDialect.of(
                management.get("/overview").path("rabbitmq_version").asString(""));
        List<Finding> findings = new ArrayList<>();
        for (JsonNode exchange : management.get("/exchanges/{vhost}?columns=name,type,durable")) {
            if (exchange.path("name").asString("").startsWith("warren.")
                    && !(exchange.path("type").asString("").equals("topic")
                            && exchange.path("durable").asBoolean(false))) {
                findings.add(Finding.problem(
                        Runbook.WRONG_QUEUE,
                        "Exchange %s is no durable topic exchange.",
                        exchange.path("name").asString()));
            }
        }
        Set<String> registered = ledger == null ? Set.of() : new HashSet<>(RegisteredQueues.in(ledger));
        Map<String, JsonNode> queues = new LinkedHashMap<>();
        for (JsonNode queue : management.get(QUEUES)) {
            String name = queue.path("name").asString("");
            boolean agents = ledger == null ? name.startsWith(AGENT_QUEUES) : registered.contains(name);
            if (agents || name.equals(Topology.DEAD_LETTERS) || name.equals(Topology.GENERATION)) {
                queues.put(name, queue);
            }
        }
        queues.forEach((name, queue) -> findings.addAll(judge(name, queue, dialect)));
        findings.addAll(unbound(queues.keySet(), management.get("/bindings/{vhost}")));
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        "All %d queues are durable %s queues with what they need, and bound.",
                        queues.size(), dialect.queueType()))
                : findings;
    }

    static List<Finding> judge(String name, JsonNode queue, BrokerDialect dialect) {
        Map<String, Object> wanted = new HashMap<>();
        if (name.startsWith(AGENT_QUEUES)) {
            wanted.putAll(dialect.taskQueueArguments());
            wanted.put("x-dead-letter-exchange", Topology.DEAD_LETTERS);
        }
        wanted.remove("x-queue-type");
        String type = queue.path("type").asString("classic");
        List<Finding> findings = new ArrayList<>();
        if (!type.equals(dialect.queueType()) || !queue.path("durable").asBoolean(false)) {
            findings.add(Finding.problem(
                    Runbook.WRONG_QUEUE,
                    "Queue %s is a %s%s queue, and with this RabbitMQ it has to be a durable %s one.",
                    name,
                    queue.path("durable").asBoolean(false) ? "" : "transient ",
                    type,
                    dialect.queueType()));
        }
        wanted.forEach((argument, value) -> {
            if (!queue.path("arguments").path(argument).asString("").equals(value.toString())) {
                findings.add(Finding.problem(
                        Runbook.WRONG_QUEUE, "Queue %s lacks the argument %s = %s.", name, argument, value));
            }
        });
        return findings;
    }

    private static List<Finding> unbound(Set<String> queues, JsonNode bindings) {
        Set<String> bound = new HashSet<>();
        for (JsonNode binding : bindings) {
            bound.add("%s %s %s"
                    .formatted(
                            binding.path("source").asString(""),
                            binding.path("destination").asString(""),
                            binding.path("routing_key").asString("")));
        }
        List<Finding> findings = new ArrayList<>();
        for (String queue : queues) {
            boolean agents = queue.startsWith(AGENT_QUEUES);
            String exchange = agents ? Topology.TASKS_EXCHANGE : queue;
            if (!bound.contains("%s %s %s".formatted(exchange, queue, agents ? queue : "#"))) {
                findings.add(Finding.problem(
                        Runbook.MISSING_QUEUE,
                        "Queue %s is not bound to exchange %s: no message reaches it.",
                        queue,
                        exchange));
            }
        }
        return findings;
    }
}
