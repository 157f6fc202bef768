package dev.warren.gateway.broker;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether messages can be published now, as the publishing connection sees it. */
@Component
public final class BrokerState {

    private volatile boolean connected;
    private volatile @Nullable String blockedBecause;
    private volatile @Nullable String version;
    private volatile int generation;

    BrokerState(MeterRegistry meters) {
        Gauge.builder(WarrenMetric.BROKER_CONNECTED.id(), this, state -> state.connected ? 1 : 0)
                .description(WarrenMetric.BROKER_CONNECTED.description())
                .register(meters);
        Gauge.builder(WarrenMetric.BROKER_BLOCKED.id(), this, state -> state.isBlocked() ? 1 : 0)
                .description(WarrenMetric.BROKER_BLOCKED.description())
                .register(meters);
        Gauge.builder(WarrenMetric.BROKER_GENERATION.id(), this, state -> state.generation)
                .description(WarrenMetric.BROKER_GENERATION.description())
                .register(meters);
    }

    /**
     * The publishing connection is open and the topology declared.
     *
     * @param generation which broker this is by the ledger's count
     */
    public void connected(String version, int generation) {
        this.version = version;
        this.generation = generation;
        this.connected = true;
    }

    public void disconnected() {
        this.connected = false;
        this.blockedBecause = null;
    }

    /** The broker takes no messages for now, because it is short of memory or disk. */
    public void blocked(String reason) {
        this.blockedBecause = reason;
    }

    public void unblocked() {
        this.blockedBecause = null;
    }

    public boolean isConnected() {
        return connected;
    }

    public boolean isBlocked() {
        return blockedBecause != null;
    }

    /** Whether a message that is published now can be expected to arrive. */
    public boolean takesMessages() {
        return connected && blockedBecause == null;
    }

    /** Why the broker blocks publishers, absent while it does not. */
    public @Nullable String blockedBecause() {
        return blockedBecause;
    }

    /** Generation of the broker this gateway was last connected to, 0 before the first time. */
    public int generation() {
        return generation;
    }

    /** Version of the broker this gateway was last connected to, absent before the first time. */
    public @Nullable String version() {
        return version;
    }
}
