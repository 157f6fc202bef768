package dev.warren.doctor.installation;

import dev.warren.doctor.installation.Installation.BrokerAddress;
import dev.warren.doctor.installation.Installation.Gateway;
import dev.warren.doctor.installation.Installation.LedgerAddress;
import dev.warren.doctor.installation.Installation.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads from {@code cluster.json} what {@code ./warren up} has started. */
final class ReadClusterFile {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ReadClusterFile() {}

    /** @throws NothingToExamine where no cluster runs */
    static Installation in(Path directory) {
        Path file = directory.resolve("cluster.json");
        if (!Files.exists(file)) {
            throw new NothingToExamine(
                    "Nothing runs in %s. ./warren up starts a cluster there; ./warren help says how an"
                                    .formatted(directory)
                            + " installation elsewhere is examined.");
        }
        try {
            return installation(directory, JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException | JacksonException e) {
            throw new NothingToExamine("Cannot read %s (%s).".formatted(file, e.getMessage()));
        }
    }

    private static Installation installation(Path directory, JsonNode cluster) {
        List<Gateway> gateways = new ArrayList<>();
        List<LocalProcess> processes = new ArrayList<>();
        for (JsonNode gateway : cluster.path("gateways")) {
            String name = "gateway-" + (gateways.size() + 1);
            gateways.add(new Gateway(name, gateway.path("url").asString()));
            processes.add(process(name, gateway));
        }
        for (JsonNode worker : cluster.path("workers")) {
            processes.add(process(worker.path("id").asString(), worker));
        }
        JsonNode postgres = cluster.path("postgres");
        BrokerAddress broker = BrokerUri.amqp(
                "rabbitmq.uri in cluster.json", cluster.at("/rabbitmq/uri").asString(), null, null);
        String management = cluster.at("/rabbitmq/managementUri").asString("");
        return new Installation(
                "the cluster in " + directory,
                gateways,
                processes,
                new LedgerAddress(
                        postgres.path("jdbcUrl").asString(),
                        postgres.path("user").asString(),
                        postgres.path("password").asString("")),
                broker,
                management.isEmpty()
                        ? null
                        : BrokerUri.management(
                                "rabbitmq.managementUri in cluster.json", management, null, null, broker));
    }

    private static LocalProcess process(String name, JsonNode entry) {
        return new LocalProcess(
                name, entry.path("pid").asLong(), entry.path("managementUrl").asString());
    }
}
