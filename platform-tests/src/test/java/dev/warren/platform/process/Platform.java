package dev.warren.platform.process;

import dev.warren.local.postgres.PostgresServer;
import dev.warren.test.TestServers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway and workers on a database and a virtual host of their own, each with the rights it has in production. */
public final class Platform implements AutoCloseable {

    private static final String PASSWORD = "platform-tests";

    private final PostgresServer postgres;
    private final String ledgerUrl;
    private final String brokerUri;
    private final int port = PlatformProcess.freePort();
    private final List<PlatformProcess> processes = new CopyOnWriteArrayList<>();

    /** On servers that other tests use too: nobody kills them. */
    public Platform() {
        this(TestServers.postgres(), TestServers.freshDatabase(), TestServers.freshVirtualHost());
    }

    /** On servers of the test's own. */
    public Platform(PostgresServer postgres, String ledgerUrl, String brokerUri) {
        this.postgres = postgres;
        this.ledgerUrl = ledgerUrl;
        this.brokerUri = brokerUri;
        createLogins();
    }

    /**
     * Starts a gateway and waits until it is ready. The first one migrates the ledger.
     *
     * @param settings each {@code NAME=value} of its environment
     */
    public PlatformProcess gateway(String... settings) {
        return launchGateway(settings).awaitReady();
    }

    /** Starts a gateway and does not wait. */
    public PlatformProcess launchGateway(String... settings) {
        return launchGateway("gateway", port, settings);
    }

    /** Starts one more gateway, on a port of its own, and does not wait. */
    public PlatformProcess launchGatewayBeside(String name, String... settings) {
        return launchGateway(name, PlatformProcess.freePort(), settings);
    }

    /** Starts a gateway where another one has ended, and waits until it is ready. */
    public PlatformProcess gatewayAgain(PlatformProcess ended) {
        return launchGateway("gateway", ended.port()).awaitReady();
    }

    private PlatformProcess launchGateway(String name, int atPort, String... settings) {
        var environment = environment("warren_test_gateway");
        environment.put("SERVER_PORT", String.valueOf(atPort));
        environment.put("WARREN_LEDGER_MIGRATION_USERNAME", postgres.user());
        environment.put("WARREN_LEDGER_MIGRATION_PASSWORD", postgres.password());
        putAll(environment, settings);
        var ports = new PlatformProcess.Ports(atPort, PlatformProcess.freePort());
        return add(PlatformProcess.start(name, BuiltPrograms.gateway(), ports, environment));
    }

    /** Starts a worker and waits until it is ready. */
    public PlatformProcess worker(String name, int slots, String... settings) {
        return launchWorker(name, slots, settings).awaitReady();
    }

    /** Starts a worker and does not wait. */
    public PlatformProcess launchWorker(String name, int slots, String... settings) {
        int managementPort = PlatformProcess.freePort();
        var environment = environment("warren_test_worker");
        environment.put("SERVER_PORT", String.valueOf(managementPort));
        environment.put("WARREN_WORKER_NAME", name);
        environment.put("WARREN_WORKER_SLOTS", String.valueOf(slots));
        putAll(environment, settings);
        var ports = new PlatformProcess.Ports(managementPort, managementPort);
        return add(PlatformProcess.start(name, BuiltPrograms.worker(), ports, environment));
    }

    /** Speaks to the gateway that stands at the platform's address, whichever process that is. */
    public TaskClient client() {
        return new TaskClient(url());
    }

    /** Speaks to one gateway. */
    public TaskClient client(PlatformProcess gateway) {
        return new TaskClient("http://127.0.0.1:" + gateway.port());
    }

    /** Where its API is, whichever process stands there. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What a gateway is told of the servers in its environment. */
    public Map<String, String> gatewayEnvironment() {
        return environment("warren_test_gateway");
    }

    /** JDBC address of the ledger; user and password are those of its Postgres. */
    public String ledgerUrl() {
        return ledgerUrl;
    }

    /** AMQP address of the virtual host, with a user who may do everything there. */
    public String brokerUri() {
        return brokerUri;
    }

    private static void putAll(Map<String, String> environment, String... settings) {
        for (String setting : settings) {
            environment.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
    }

    private Map<String, String> environment(String login) {
        var environment = new HashMap<String, String>();
        environment.put("WARREN_LEDGER_URL", ledgerUrl);
        environment.put("WARREN_LEDGER_USERNAME", login);
        environment.put("WARREN_LEDGER_PASSWORD", PASSWORD);
        environment.put("WARREN_BROKER_URI", brokerUri);
        return environment;
    }

    private PlatformProcess add(PlatformProcess process) {
        processes.add(process);
        return process;
    }

    private void createLogins() {
        try (var connection = DriverManager.getConnection(ledgerUrl, postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            for (String component : List.of("gateway", "worker")) {
                statement.execute("""
                        do $$ begin
                            perform pg_advisory_xact_lock(4711);
                            if to_regrole('warren_%1$s') is null then create role warren_%1$s nologin; end if;
                            if to_regrole('warren_test_%1$s') is null then
                                create role warren_test_%1$s login password '%2$s' in role warren_%1$s;
                            end if;
                        end $$""".formatted(component, PASSWORD));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(PlatformProcess::close);
    }
}
