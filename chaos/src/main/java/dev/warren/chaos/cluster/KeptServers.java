package dev.warren.chaos.cluster;

import dev.warren.local.cluster.Progress;
import dev.warren.local.cluster.Servers;
import dev.warren.local.cluster.StartServers;
import dev.warren.local.postgres.PostgresServer;

/** The servers of an earlier campaign, started again on the data that it left. */
public final class KeptServers implements AutoCloseable {

    private final Servers servers;

    private KeptServers(Servers servers) {
        this.servers = servers;
    }

    /**
     * @param brokerTree the system tree with the RabbitMQ of then; empty for the distribution's own packages
     * @throws dev.warren.local.process.ServerFailedException one of them does not start
     */
    public static KeptServers start(Layout layout, String brokerTree, Progress progress) {
        return new KeptServers(new StartServers(layout.servers(), progress).start(brokerTree));
    }

    public Ledger ledger() {
        PostgresServer postgres = servers.postgres();
        return new Ledger(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** {@code http://user:password@host:port} of the broker's management plugin. */
    public String managementUri() {
        return servers.rabbit().managementUri();
    }

    @Override
    public void close() {
        servers.rabbit().close();
        servers.postgres().close();
    }
}
