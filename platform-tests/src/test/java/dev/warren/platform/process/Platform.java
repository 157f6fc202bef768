package dev.warren.platform.process;

import dev.warren.local.postgres.PostgresServer;
import dev.warren.test.TestServers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway and workers on a database and a virtual host of their own, each with the rights it has in production. */
public final class Platform implements AutoCloseable {

    private static final String PASSWORD = "platform-tests";

    private final PostgresServer postgres;
    private final String ledgerUrl;
    private final String brokerUri;
    private final int port = PlatformProcess.freePort();
    private final List<PlatformProcess> processes = new ArrayList<>();

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

    /** Starts a gateway and waits until it is ready. The first one migrates the ledger. */
    public PlatformProcess gateway() {
        return launchGateway().awaitReady();
    }

    /** Starts a gateway and does not wait. */
    public PlatformProcess launchGateway() {
        var environment = environment("warren_test_gateway");
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("WARREN_LEDGER_MIGRATION_USERNAME", postgres.user());
        environment.put("WARREN_LEDGER_MIGRATION_PASSWORD", postgres.password());
        return add(PlatformProcess.start(
                "gateway", "api-gateway/target/api-gateway-VERSION.jar", PlatformProcess.freePort(), environment));
    }

    /** Starts a worker and waits until it is ready. */
    public PlatformProcess worker(String name, int slots, String... settings) {
        int managementPort = PlatformProcess.freePort();
        var environment = environment("warren_test_worker");
        environment.put("SERVER_PORT", String.valueOf(managementPort));
        environment.put("WARREN_WORKER_NAME", name);
        environment.put("WARREN_WORKER_SLOTS", String.valueOf(slots));
        for (String setting : settings) {
            environment.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return add(PlatformProcess.start(
                        name, "agent-worker/target/agent-worker-VERSION-exec.jar", managementPort, environment))
                .awaitReady();
    }

    public TaskClient client() {
        return new TaskClient("http://127.0.0.1:" + port);
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
