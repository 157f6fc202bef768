package dev.warren.local.postgres;

import dev.warren.local.docker.ContainerPlan;
import dev.warren.local.docker.ServerContainer;
import dev.warren.local.process.FreePorts;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A container of the official image. */
final class DockerPostgres implements Way<PostgresServer> {

    private static final String IMAGE = "postgres:18";

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public PostgresServer start(StartRequest request) throws WayClosedException {
        var directory = request.directory();
        var port = FreePorts.remembered(request, 1);
        var password = directory.secret("password");
        var command = new ArrayList<>(List.of("postgres", "-c", "max_connections=300"));
        if (!request.isDurable()) {
            command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"));
        }
        var plan = new ContainerPlan(
                IMAGE,
                Map.of("POSTGRES_USER", PostgresData.USER, "POSTGRES_PASSWORD", password, "POSTGRES_DB", "warren"),
                command,
                "/var/lib/postgresql",
                List.of(new ContainerPlan.Port(port, 5432)));
        var container = ServerContainer.start(request, plan);
        var url = "jdbc:postgresql://%s:%d/warren".formatted(container.host(), port);
        return new ContainerPostgres(directory, container, new Databases(url, PostgresData.USER, password), IMAGE);
    }
}
