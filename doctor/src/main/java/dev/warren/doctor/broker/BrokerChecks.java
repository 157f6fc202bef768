package dev.warren.doctor.broker;

import dev.warren.doctor.check.Group;
import dev.warren.doctor.ledger.Ledger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All checks of the broker. */
public final class BrokerChecks {

    private BrokerChecks() {}

    /** Those over AMQP. */
    public static Group of(Broker broker, @Nullable Ledger ledger) {
        return new Group(
                "Broker",
                new BrokerAnswers(broker),
                "because the broker cannot be asked",
                List.of(
                        new TopologyExists(broker, ledger),
                        new Consumers(broker, ledger),
                        new LostMessages(broker, ledger)));
    }

    /** Those by the management API. */
    public static Group of(Management management, @Nullable Ledger ledger) {
        return new Group(
                "Broker, by its management API",
                new ManagementAnswers(management),
                "because the management API cannot be asked",
                List.of(
                        new Alarms(management),
                        new QueueShapes(management, ledger),
                        new StrayQueues(management, ledger),
                        new BrokerRights(management),
                        new DeprecatedFeatures(management)));
    }
}
