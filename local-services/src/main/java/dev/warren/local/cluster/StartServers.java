package dev.warren.local.cluster;

import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.rabbit.RabbitServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Starts a Postgres and a RabbitMQ that are processes of this machine, because only those can be killed and wiped. */
public final class StartServers {

    private final Path directory;
    private final Progress progress;

    public StartServers(Path directory, Progress progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /** @param brokerTree a system tree with the RabbitMQ to take; empty for the distribution's own packages */
    public Servers start(String brokerTree) {
        PostgresServer postgres = first(List.of("installed", "packages"), options(Map.of()), LocalServices::postgres);
        try {
            RabbitServer rabbit = brokerTree.isEmpty()
                    ? first(List.of("installed", "packages"), options(Map.of()), LocalServices::rabbit)
                    : first(
                            List.of("tree"),
                            options(Map.of("WARREN_RABBITMQ_ROOT", brokerTree)),
                            LocalServices::rabbit);
            return new Servers(rabbit, postgres);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private ServiceOptions options(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("WARREN_RABBITMQ_ROOT");
        environment.remove("WARREN_SERVICES");
        environment.putAll(more);
        return ServiceOptions.keptIn(directory).withEnvironment(environment).telling(progress::say);
    }

    private static <S> S first(List<String> ways, ServiceOptions options, Function<ServiceOptions, S> start) {
        List<String> reasons = new ArrayList<>();
        for (String way : ways) {
            try {
                return start.apply(options.onlyBy(way));
            } catch (ServerFailedException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        throw new ServerFailedException(String.join(System.lineSeparator(), reasons));
    }
}
