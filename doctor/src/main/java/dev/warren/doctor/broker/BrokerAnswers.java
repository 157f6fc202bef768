package dev.warren.doctor.broker;

import com.rabbitmq.client.PossibleAuthenticationFailureException;
import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.model.topology.BrokerDialect;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Whether the broker can be reached over AMQP, and is of a version that is supported. */
final class BrokerAnswers implements Check {

    private final Broker broker;

    BrokerAnswers(Broker broker) {
        this.broker = broker;
    }

    @Override
    public String name() {
        return "broker-answers";
    }

    @Override
    public List<Finding> look() throws GeneralSecurityException, URISyntaxException {
        try {
            return List.of(judge(broker.version(), broker.toString()));
        } catch (PossibleAuthenticationFailureException e) {
            return List.of(Finding.problem(
                    Runbook.RIGHTS,
                    "RabbitMQ at %s refuses the user or its password, or knows no such virtual host.",
                    broker));
        } catch (TimeoutException e) {
            return List.of(Finding.problem(
                    Runbook.BROKER_AWAY, "RabbitMQ at %s takes the connection and does not answer.", broker));
        } catch (IOException e) {
            return List.of(Finding.problem(
                    Runbook.BROKER_AWAY,
                    "RabbitMQ at %s does not answer: %s.",
                    broker,
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    static Finding judge(String version, String where) {
        BrokerDialect dialect;
        try {
            dialect = BrokerDialect.of(version);
        } catch (IllegalArgumentException e) {
            return Finding.problem(Runbook.VERSIONS, "%s.", String.valueOf(e.getMessage()));
        }
        return dialect == BrokerDialect.QUORUM
                ? Finding.ok("RabbitMQ %s at %s answers; Warren uses quorum queues there.", version, where)
                : Finding.ok(
                        "RabbitMQ %s at %s answers; Warren uses classic queues there, as before 4.3.", version, where);
    }
}
