package dev.warren.local.postgres;

import java.util.OptionalLong;

/** A running Postgres with a database for Warren, and a user who may create more of them. */
public sealed interface PostgresServer extends AutoCloseable permits GivenPostgres, PrivatePostgres, ContainerPostgres {

    /** The address of the database {@code warren}, or of the one that was given; without user and password. */
    String jdbcUrl();

    String user();

    String password();

    /** The process id of the postmaster; empty where the server is not ours. */
    OptionalLong pid();

    /** As the server says it, such as {@code 18.6}. */
    String version();

    /** One line for people: which way led to this server, and where it is. */
    String origin();

    /**
     * Makes the database where it is not there yet.
     *
     * @param name lower-case letters, digits and underscores, at most 63
     * @return its address
     */
    String createDatabase(String name);

    /**
     * Kills the server and everything it has started, as a power cut would.
     *
     * @throws dev.warren.local.process.ServerFailedException where the server is not ours
     */
    void kill();

    /**
     * Starts the server again on the same data and port, in order if it still runs. Returns when it answers.
     *
     * @throws dev.warren.local.process.ServerFailedException where the server is not ours
     */
    void restart();

    /** Stops the server in order; one that is not ours is left alone. */
    @Override
    void close();
}
