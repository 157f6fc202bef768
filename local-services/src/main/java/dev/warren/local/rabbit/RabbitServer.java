package dev.warren.local.rabbit;

import java.util.OptionalLong;

/** A running RabbitMQ with a virtual host for Warren, and a user who may create more of them. */
public sealed interface RabbitServer extends AutoCloseable permits GivenRabbit, PrivateRabbit, ContainerRabbit {

    /** {@code amqp://user:password@host:port/vhost}; a secret, not for logs. */
    String uri();

    /** {@code http://user:password@host:port}; empty where it is not known; a secret, not for logs. */
    String managementUri();

    /** {@code http://host:port} where Prometheus reads its metrics; empty where it is not known. */
    String metricsUri();

    /** The process id of the Erlang machine; empty where the server is not ours. */
    OptionalLong pid();

    /** As the server says it, such as {@code 4.3.6}. */
    String version();

    /** One line for people: which way led to this server, and where it is. */
    String origin();

    /**
     * Makes the virtual host where it is not there yet, with all rights in it for the user of {@link #uri()}.
     *
     * @param name letters, digits, dots, dashes and underscores
     * @return its AMQP address
     * @throws dev.warren.local.process.ServerFailedException where the management API is not known or refuses
     */
    String createVirtualHost(String name);

    /**
     * Kills the server, as a power cut would.
     *
     * @throws dev.warren.local.process.ServerFailedException where the server is not ours
     */
    void kill();

    /**
     * Starts the server again on the same data and ports, in order if it still runs. Returns when it answers.
     *
     * @throws dev.warren.local.process.ServerFailedException where the server is not ours
     */
    void restart();

    /**
     * Kills the server and deletes its data: the next {@link #restart()} finds an empty disk.
     *
     * @throws dev.warren.local.process.ServerFailedException where the server is not a private node
     */
    void wipe();

    /**
     * Runs {@code rabbitmqctl} against this server and answers what it prints.
     *
     * @throws dev.warren.local.process.ServerFailedException where the server is not a private node, or the command fails
     */
    String control(String... arguments);

    /** Stops the server in order; one that is not ours is left alone. */
    @Override
    void close();
}
