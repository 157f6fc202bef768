package dev.warren.doctor.gateway;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.installation.Installation.Gateway;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a gateway answers, takes tasks, and is of this release. */
final class GatewayAnswers implements Check {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Gateway gateway;
    private final String release;

    /** @param release of this doctor */
    GatewayAnswers(Gateway gateway, String release) {
        this.gateway = gateway;
        this.release = release;
    }

    @Override
    public String name() {
        return "gateway-answers";
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = Http.get(gateway.url() + "/v1/status");
        } catch (IOException e) {
            return List.of(Finding.problem(
                    Runbook.GATEWAY_AWAY, "The gateway at %s does not answer: %s.", gateway.url(), Http.reason(e)));
        }
        if (answer.statusCode() == 404) {
            return List.of(Finding.note(
                    Runbook.VERSIONS,
                    "What answers at %s knows no /v1/status: a gateway of an older release, or none.",
                    gateway.url()));
        }
        if (answer.statusCode() != 200) {
            return List.of(Finding.problem(
                    Runbook.GATEWAY_AWAY, "The gateway at %s answers %d.", gateway.url(), answer.statusCode()));
        }
        try {
            return judge(JSON.readTree(answer.body()));
        } catch (JacksonException e) {
            return List.of(Finding.problem(
                    Runbook.GATEWAY_AWAY, "What answers at %s is no gateway of Warren.", gateway.url()));
        }
    }

    private List<Finding> judge(JsonNode status) {
        List<Finding> findings = new ArrayList<>();
        String health = status.path("status").asString("");
        List<String> reasons =
                status.path("reasons").valueStream().map(JsonNode::asString).toList();
        String version = status.at("/gateway/version").asString("unknown");
        if (health.equals("DOWN")) {
            findings.add(Finding.problem(
                    Runbook.GATEWAY_AWAY,
                    "The gateway at %s takes no tasks: %s.",
                    gateway.url(),
                    String.join("; ", reasons)));
        } else if (health.equals("DEGRADED")) {
            findings.add(Finding.note(
                    "The gateway at %s (release %s) takes tasks and says: %s.",
                    gateway.url(), version, String.join("; ", reasons)));
        } else {
            findings.add(Finding.ok("The gateway at %s (release %s) answers and takes tasks.", gateway.url(), version));
        }
        if (!version.equals(release)) {
            findings.add(Finding.note(
                    Runbook.VERSIONS,
                    "The gateway at %s is of release %s, this doctor of %s.",
                    gateway.url(),
                    version,
                    release));
        }
        return findings;
    }
}
