package dev.warren.local.postgres;

import dev.warren.local.docker.ServerContainer;
import dev.warren.local.process.Pause;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.ServerFailedException;
import java.time.Duration;
import java.util.OptionalLong;

/** A Postgres in a container of ours. */
final class ContainerPostgres implements PostgresServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final ServerDirectory directory;
    private final ServerContainer container;
    private final Databases databases;
    private final String image;

    ContainerPostgres(ServerDirectory directory, ServerContainer container, Databases databases, String image) {
        this.directory = directory;
        this.container = container;
        this.databases = databases;
        this.image = image;
        awaitAnswer();
    }

    @Override
    public String jdbcUrl() {
        return databases.jdbcUrl();
    }

    @Override
    public String user() {
        return databases.user();
    }

    @Override
    public String password() {
        return databases.password();
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public String version() {
        return databases.version();
    }

    @Override
    public String origin() {
        return "Postgres %s: Docker image %s (%s)".formatted(version(), image, jdbcUrl());
    }

    @Override
    public String createDatabase(String name) {
        return databases.create(name);
    }

    @Override
    public void kill() {
        container.kill();
    }

    @Override
    public void restart() {
        container.restart();
        awaitAnswer();
    }

    @Override
    public void close() {
        container.close();
        directory.close();
    }

    /** At its first start the image runs a passing server for its preparations, which does not listen on TCP. */
    private void awaitAnswer() {
        var end = System.nanoTime() + START_LIMIT.toNanos();
        while (!databases.answer()) {
            if (!container.isRunning() || System.nanoTime() > end) {
                var said = container.lastLines();
                container.close();
                throw new ServerFailedException("Postgres did not start in its container. It said:\n" + said);
            }
            Pause.of(Duration.ofMillis(100));
        }
    }
}
