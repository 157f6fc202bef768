package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether the nodes of the broker run, have memory and disk, and take messages. */
final class Alarms implements Check {

    private static final double MUCH_MEMORY = 0.85;
    private static final double LITTLE_DISK = 2;
    private static final double MANY_FILES = 0.9;
    private static final double MEGABYTE = 1024 * 1024;

    private final Management management;

    Alarms(Management management) {
        this.management = management;
    }

    @Override
    public String name() {
        return "broker-alarms";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>(judge(management.get("/nodes")));
        long blocked = 0;
        for (JsonNode connection : management.get("/connections?columns=state")) {
            if (connection.path("state").asString("").startsWith("block")) {
                blocked++;
            }
        }
        if (blocked > 0) {
            findings.add(Finding.problem(
                    Runbook.BROKER_ALARM,
                    "RabbitMQ takes no messages from %d connection%s now.",
                    blocked,
                    blocked == 1 ? "" : "s"));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok("No node has an alarm, and no connection is blocked."))
                : findings;
    }

    static List<Finding> judge(JsonNode nodes) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode node : nodes) {
            judgeNode(node, findings);
        }
        return findings;
    }

    private static void judgeNode(JsonNode node, List<Finding> findings) {
        String name = node.path("name").asString("?");
        if (!node.path("running").asBoolean(true)) {
            findings.add(Finding.problem(Runbook.BROKER_AWAY, "Node %s of RabbitMQ does not run.", name));
            return;
        }
        double memory = node.path("mem_used").asDouble(0);
        double memoryLimit = node.path("mem_limit").asDouble(0);
        if (node.path("mem_alarm").asBoolean(false)) {
            findings.add(Finding.problem(
                    Runbook.BROKER_ALARM,
                    "Node %s of RabbitMQ is out of memory (%.0f of %.0f MB) and takes no messages.",
                    name,
                    memory / MEGABYTE,
                    memoryLimit / MEGABYTE));
        } else if (memoryLimit > 0 && memory > memoryLimit * MUCH_MEMORY) {
            findings.add(Finding.note(
                    Runbook.BROKER_ALARM,
                    "Node %s of RabbitMQ uses %.0f MB of memory; at %.0f MB it takes no more messages.",
                    name,
                    memory / MEGABYTE,
                    memoryLimit / MEGABYTE));
        }
        double disk = node.path("disk_free").asDouble(Double.MAX_VALUE);
        double diskLimit = node.path("disk_free_limit").asDouble(0);
        if (node.path("disk_free_alarm").asBoolean(false)) {
            findings.add(Finding.problem(
                    Runbook.BROKER_ALARM,
                    "Node %s of RabbitMQ is out of disk (%.0f MB free, it wants %.0f) and takes no messages.",
                    name,
                    disk / MEGABYTE,
                    diskLimit / MEGABYTE));
        } else if (disk < diskLimit * LITTLE_DISK) {
            findings.add(Finding.note(
                    Runbook.BROKER_ALARM,
                    "Node %s of RabbitMQ has %.0f MB of disk left; at %.0f MB it takes no more messages.",
                    name,
                    disk / MEGABYTE,
                    diskLimit / MEGABYTE));
        }
        if (node.path("fd_used").asDouble(0) > node.path("fd_total").asDouble(Double.MAX_VALUE) * MANY_FILES) {
            findings.add(Finding.problem(
                    Runbook.BROKER_ALARM,
                    "Node %s of RabbitMQ has %d of %d file descriptors in use: soon it takes no more connections.",
                    name,
                    node.path("fd_used").asInt(),
                    node.path("fd_total").asInt()));
        }
        if (!node.path("partitions").isEmpty()) {
            findings.add(Finding.problem(
                    Runbook.BROKER_AWAY, "Node %s of RabbitMQ is cut off from %s.", name, node.path("partitions")));
        }
    }
}
