package dev.warren.local.cluster;

import java.util.HashMap;
import java.util.Map;

/** What a gateway or a worker on this machine is told in its environment, secrets included. */
public final class PlatformSettings {

    private static final String LOOPBACK = "127.0.0.1";

    private final Access access;

    public PlatformSettings(Access access) {
        this.access = access;
    }

    /**
     * Of a gateway whose actuator does not leave this machine.
     *
     * @param address on which its API listens
     */
    public Map<String, String> ofGateway(String address, int port, int managementPort) {
        Map<String, String> settings = ledger(access.gatewayLedger());
        settings.put("SERVER_ADDRESS", address);
        settings.put("SERVER_PORT", Integer.toString(port));
        settings.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
        settings.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        settings.put("WARREN_LEDGER_MIGRATION_USERNAME", access.migration().user());
        settings.put("WARREN_LEDGER_MIGRATION_PASSWORD", access.migration().password());
        settings.put("WARREN_BROKER_URI", access.gatewayBroker().uri());
        return settings;
    }

    /** Of a worker that does not leave this machine. */
    public Map<String, String> ofWorker(String name, int managementPort) {
        Map<String, String> settings = ledger(access.workerLedger());
        settings.put("SERVER_ADDRESS", LOOPBACK);
        settings.put("SERVER_PORT", Integer.toString(managementPort));
        settings.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        settings.put("WARREN_BROKER_URI", access.workerBroker().uri());
        settings.put("WARREN_WORKER_NAME", name);
        return settings;
    }

    private Map<String, String> ledger(Login login) {
        Map<String, String> settings = new HashMap<>();
        settings.put("WARREN_LEDGER_URL", access.jdbcUrl());
        settings.put("WARREN_LEDGER_USERNAME", login.user());
        settings.put("WARREN_LEDGER_PASSWORD", login.password());
        return settings;
    }
}
