package dev.warren.local.postgres;

import dev.warren.local.process.ServerFailedException;
import java.util.OptionalLong;

/** A server that somebody else runs. */
final class GivenPostgres implements PostgresServer {

    private final Databases databases;
    private final String version;

    GivenPostgres(Databases databases) {
        this.databases = databases;
        this.version = databases.version();
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
        return version;
    }

    @Override
    public String origin() {
        return "Postgres %s: given by WARREN_POSTGRES_URL (%s)".formatted(version, jdbcUrl());
    }

    @Override
    public String createDatabase(String name) {
        return databases.create(name);
    }

    @Override
    public void kill() {
        throw notOurs("killed");
    }

    @Override
    public void restart() {
        throw notOurs("restarted");
    }

    @Override
    public void close() {}

    private ServerFailedException notOurs(String verb) {
        return new ServerFailedException(("Postgres at %s was given by WARREN_POSTGRES_URL, so it is not %s by us;"
                        + " unset the variable to get a server of our own.")
                .formatted(jdbcUrl(), verb));
    }
}
