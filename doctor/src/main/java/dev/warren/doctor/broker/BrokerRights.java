package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.model.topology.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** Whether the users as which gateways and workers are connected may do their part at the broker, and no more. */
final class BrokerRights implements Check {

    private static final String CONNECTIONS = "/connections?columns=user,vhost,user_provided_name,client_properties";

    private static final String AGENT_QUEUE = Topology.agentQueue("echo", Topology.SHARED_LANE);
    private static final String CONTROL_QUEUE = "warren.control.worker.0";
    private static final String EVENTS_QUEUE = "warren.events.gateway.0";
    private static final String NOT_OURS = "somebody.elses";

    /** What somebody may do with a name at the broker. */
    private record Right(String verb, String name) {
        @Override
        public String toString() {
            return verb + " " + name;
        }
    }

    private record Part(String component, List<Right> needs, List<Right> mustNot) {}

    private static final Part GATEWAY = new Part(
            "warren-gateway",
            rights(
                    List.of("configure", "write", "read"),
                    Topology.TASKS_EXCHANGE,
                    Topology.DEAD_LETTERS,
                    Topology.GENERATION,
                    Topology.CONTROL_EXCHANGE,
                    Topology.EVENTS_EXCHANGE,
                    EVENTS_QUEUE,
                    AGENT_QUEUE),
            rights(List.of("configure", "write", "read"), NOT_OURS));

    private static final Part WORKER = new Part(
            "warren-worker",
            List.of(
                    new Right("read", AGENT_QUEUE),
                    new Right("read", Topology.CONTROL_EXCHANGE),
                    new Right("configure", CONTROL_QUEUE),
                    new Right("write", CONTROL_QUEUE),
                    new Right("read", CONTROL_QUEUE),
                    new Right("write", Topology.EVENTS_EXCHANGE)),
            List.of(
                    new Right("configure", AGENT_QUEUE),
                    new Right("configure", Topology.TASKS_EXCHANGE),
                    new Right("write", Topology.TASKS_EXCHANGE),
                    new Right("write", Topology.CONTROL_EXCHANGE),
                    new Right("write", AGENT_QUEUE),
                    new Right("read", Topology.DEAD_LETTERS),
                    new Right("configure", NOT_OURS),
                    new Right("write", NOT_OURS),
                    new Right("read", NOT_OURS)));

    private final Management management;

    BrokerRights(Management management) {
        this.management = management;
    }

    @Override
    public String name() {
        return "broker-rights";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        Map<String, JsonNode> permissions = new HashMap<>();
        try {
            for (JsonNode permission : management.get("/vhosts/{vhost}/permissions")) {
                permissions.put(permission.path("user").asString(""), permission);
            }
        } catch (Management.Refused e) {
            if (e.isForbidden()) {
                return List.of(Finding.note(
                        Runbook.RIGHTS,
                        "Could not look: only an administrator of RabbitMQ may see what others may do, and %s is none.",
                        management.user()));
            }
            throw e;
        }
        List<Finding> findings = new ArrayList<>();
        int users = 0;
        for (Part part : List.of(GATEWAY, WORKER)) {
            for (String user : connectedAs(part.component())) {
                users++;
                JsonNode permission = permissions.get(user);
                findings.addAll(
                        permission == null
                                ? List.of(Finding.problem(
                                        Runbook.RIGHTS,
                                        "User %s, as which a %s is connected, has lost its rights in virtual host %s.",
                                        user,
                                        part.component(),
                                        management.virtualHost()))
                                : judge(part, user, permission));
            }
        }
        if (findings.isEmpty()) {
            findings.add(
                    users == 0
                            ? Finding.note("Neither a gateway nor a worker is connected to the broker.")
                            : Finding.ok("Gateways and workers may do at the broker what they need, and no more."));
        }
        return findings;
    }

    private Iterable<String> connectedAs(String component) throws IOException, InterruptedException {
        var users = new TreeSet<String>();
        for (JsonNode connection : management.get(CONNECTIONS)) {
            String name = connection
                    .path("user_provided_name")
                    .asString(
                            connection.at("/client_properties/connection_name").asString(""));
            if (name.startsWith(component + " ")
                    && connection.path("vhost").asString("").equals(management.virtualHost())) {
                users.add(connection.path("user").asString(""));
            }
        }
        return users;
    }

    private static List<Finding> judge(Part part, String user, JsonNode permission) {
        List<String> missing = part.needs().stream()
                .filter(right -> !allows(permission, right))
                .map(Right::toString)
                .toList();
        List<String> excess = part.mustNot().stream()
                .filter(right -> allows(permission, right))
                .map(Right::toString)
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(Finding.problem(
                    Runbook.RIGHTS,
                    "RabbitMQ's user %s (%s) may not %s.",
                    user,
                    part.component(),
                    String.join(", ", missing)));
        }
        if (!excess.isEmpty()) {
            findings.add(Finding.note(
                    Runbook.RIGHTS,
                    "RabbitMQ's user %s (%s) may do more than it needs: %s.",
                    user,
                    part.component(),
                    excess.size() > 3
                            ? String.join(", ", excess.subList(0, 3)) + " and more"
                            : String.join(", ", excess)));
        }
        return findings;
    }

    /** As RabbitMQ does it: anywhere in the name, and an empty expression matches nothing. */
    private static boolean allows(JsonNode permission, Right right) {
        String expression = permission.path(right.verb()).asString("");
        try {
            return !expression.isEmpty()
                    && Pattern.compile(expression).matcher(right.name()).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static List<Right> rights(List<String> verbs, String... names) {
        List<Right> rights = new ArrayList<>();
        for (String verb : verbs) {
            for (String name : names) {
                rights.add(new Right(verb, name));
            }
        }
        return rights;
    }
}
