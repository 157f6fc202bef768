package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.io.IOException;
import java.util.List;

/** Whether RabbitMQ's management API can be asked. */
final class ManagementAnswers implements Check {

    private final Management management;

    ManagementAnswers(Management management) {
        this.management = management;
    }

    @Override
    public String name() {
        return "management-answers";
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        try {
            String version =
                    management.get("/overview").path("rabbitmq_version").asString("of an unknown version");
            return List.of(Finding.ok(
                    "The management API of RabbitMQ %s at %s answers %s.", version, management, management.user()));
        } catch (Management.Refused e) {
            return List.of(Finding.problem(
                    Runbook.RIGHTS,
                    "RabbitMQ's management API at %s refuses user %s: it needs a user with the tag monitoring.",
                    management,
                    management.user()));
        } catch (IOException e) {
            return List.of(Finding.problem(
                    Runbook.BROKER_AWAY,
                    "RabbitMQ's management API at %s does not answer (%s).",
                    management,
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }
}
