package dev.warren.test;

import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.rabbit.RabbitServer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One RabbitMQ and one Postgres for all tests of a JVM, started when first asked for and gone when the JVM is. Each test
 * takes a fresh database or virtual host, so that nobody meets the rows and queues of another. A test that kills or
 * restarts a server starts one of its own with {@link LocalServices}.
 */
public final class TestServers {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private TestServers() {}

    /** Not durable: it is faster, and nobody kills it. */
    public static PostgresServer postgres() {
        return SharedPostgres.SERVER;
    }

    public static RabbitServer rabbit() {
        return SharedRabbit.SERVER;
    }

    /** The address of a new, empty database; user and password are those of {@link #postgres()}. */
    public static String freshDatabase() {
        return postgres().createDatabase(freshName());
    }

    /** The AMQP address of a new, empty virtual host. */
    public static String freshVirtualHost() {
        return rabbit().createVirtualHost(freshName());
    }

    /** A server that was given by address may still hold what an earlier run has made. */
    private static String freshName() {
        return "test_%d_%d_%d"
                .formatted(System.currentTimeMillis(), ProcessHandle.current().pid(), NEXT.incrementAndGet());
    }

    private static final class SharedPostgres {
        private static final PostgresServer SERVER =
                LocalServices.postgres(options().withoutDurability());
    }

    private static final class SharedRabbit {
        private static final RabbitServer SERVER = LocalServices.rabbit(options());
    }

    private static ServiceOptions options() {
        return ServiceOptions.temporary().telling(System.err::println);
    }
}
