package dev.warren.local.cluster;

import java.time.Duration;

/** What a person sees when the cluster is up: where everything is, and a first thing to try. */
record Welcome(ClusterFile cluster, ClusterDirectory directory, Duration elapsed) {

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%nWarren is up after %.1f s. Ctrl-C stops it.%n%n".formatted(elapsed.toMillis() / 1000.0));
        for (ClusterFile.Gateway gateway : cluster.gateways()) {
            line(text, "API", gateway.url());
        }
        String first = cluster.gateways().getFirst().url();
        line(text, "API pages", first + "/swagger-ui.html");
        line(text, "RabbitMQ", withoutLogin(cluster.rabbitmq().managementUri()));
        line(text, "Postgres", cluster.postgres().jdbcUrl());
        line(text, "Logs", directory.logs().toString());
        line(text, "Passwords", directory.clusterFile().toString());
        text.append("%nTry it:%n%n".formatted());
        text.append(
                "  curl -s %s/v1/tasks -H 'Content-Type: application/json' -H 'Prefer: wait=10' \\%n".formatted(first));
        text.append("    -d '{\"agent\": \"echo\", \"input\": {\"hello\": \"world\"}}'%n".formatted());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("  %-10s %s%n".formatted(name, value));
        }
    }

    private static String withoutLogin(String uri) {
        return uri.isEmpty() ? "" : new BrokerAddress(uri).toString();
    }
}
