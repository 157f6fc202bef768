package dev.warren.gateway.broker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Shows the broker among the health components. A gateway without a broker still takes tasks, so its absence is
 * {@code DEGRADED}, which is answered like {@code UP}, and is part of neither liveness nor readiness.
 */
@Component("broker")
final class BrokerHealth implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final BrokerState state;
    private final BrokerConnections connections;

    BrokerHealth(BrokerState state, BrokerConnections connections) {
        this.state = state;
        this.connections = connections;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.status(state.takesMessages() ? Status.UP : DEGRADED)
                .withDetail("address", connections.address())
                .withDetail("connected", state.isConnected());
        String version = state.version();
        if (version != null) {
            health.withDetail("version", version);
        }
        String blocked = state.blockedBecause();
        if (blocked != null) {
            health.withDetail("blocked", blocked);
        }
        return health.build();
    }
}
