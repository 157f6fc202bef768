package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether something at the broker uses what a later RabbitMQ does not have. */
final class DeprecatedFeatures implements Check {

    private final Management management;

    DeprecatedFeatures(Management management) {
        this.management = management;
    }

    @Override
    public String name() {
        return "deprecated-features";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            for (JsonNode feature : management.get("/deprecated-features/used")) {
                findings.add(Finding.note(
                        Runbook.VERSIONS,
                        "Something at this RabbitMQ uses %s, which a later version does not have.",
                        feature.path("name").asString("?")));
            }
        } catch (Management.Refused e) {
            if (e.isUnknown()) {
                return List.of(Finding.ok("This RabbitMQ does not list deprecated features."));
            }
            throw e;
        }
        return findings.isEmpty() ? List.of(Finding.ok("Nothing uses a deprecated feature.")) : findings;
    }
}
