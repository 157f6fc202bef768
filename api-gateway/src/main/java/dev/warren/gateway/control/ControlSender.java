package dev.warren.gateway.control;

import dev.warren.gateway.broker.SendSignals;
import dev.warren.model.message.ControlMessage;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.topology.Topology;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Sends orders to all workers. They may be lost: each order stands in the ledger too, where workers find it with a
 * heartbeat. Never blocks or fails its caller.
 */
@Component
public final class ControlSender {

    private static final MessageCodec<ControlMessage> CODEC = new MessageCodec<>(ControlMessage.class);

    private final SendSignals signals;

    ControlSender(SendSignals signals) {
        this.signals = signals;
    }

    /** Interrupt the attempt of {@code task} that holds {@code fence}, whoever runs it. */
    public void cancel(UUID task, int run, long fence) {
        send(new ControlMessage.Cancel(task, run, fence));
    }

    /** Take nothing new, if you are this incarnation. */
    public void drain(UUID incarnation) {
        send(new ControlMessage.Drain(incarnation));
    }

    /** Read the registry again. */
    public void agentsChanged() {
        send(new ControlMessage.AgentsChanged());
    }

    private void send(ControlMessage order) {
        signals.send(Topology.CONTROL_EXCHANGE, Topology.CONTROL_ALL, ControlMessage.TYPE, CODEC.write(order));
    }
}
