package dev.warren.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who is told what fires: {@code grafana/alertmanager.yml}, and the way there. */
class AlertmanagerTests {

    private static final Path PROJECT = Path.of("..");
    private static final String ADDRESS = "alertmanager:9093";
    private static final Pattern NAMES = Pattern.compile("alertname=~?\"([^\"]+)\"");

    private final Map<String, Object> configuration = Yamls.map(PROJECT.resolve("grafana/alertmanager.yml"));

    @Test
    void prometheusAndGrafanaFindIt() {
        var alerting =
                (Map<?, ?>) Yamls.map(PROJECT.resolve("grafana/prometheus.yml")).get("alerting");
        var sources = Yamls.maps(Yamls.map(PROJECT.resolve("grafana/provisioning/datasources/alertmanager.yml"))
                .get("datasources"));
        var services =
                (Map<?, ?>) Yamls.map(PROJECT.resolve("docker-compose.yml")).get("services");

        assertThat(Yamls.maps(alerting.get("alertmanagers")))
                .containsExactly(Map.of("static_configs", List.of(Map.of("targets", List.of(ADDRESS)))));
        assertThat(sources)
                .singleElement()
                .satisfies(source -> assertThat(source)
                        .containsEntry("uid", "alertmanager")
                        .containsEntry("url", "http://" + ADDRESS));
        assertThat(services.get("alertmanager"))
                .extracting("ports", "volumes")
                .asString()
                .contains(":9093]", "./grafana/alertmanager.yml:/etc/alertmanager/alertmanager.yml:ro");
    }

    @Test
    void whatIsLeftOutFollowsFromAlertsThatExist() {
        List<String> alerts =
                AlertRules.read().alerts().stream().map(AlertRules.Alert::name).toList();

        assertThat(Yamls.maps(configuration.get("inhibit_rules")))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(NAMES.matcher(rule.toString())
                                .results()
                                .map(MatchResult::group)
                                .flatMap(names -> Pattern.compile("[|\"]").splitAsStream(names))
                                .filter(name -> name.startsWith("Warren")))
                        .isSubsetOf(alerts));
    }

    @Test
    void whereItSendsToIsNotInTheFile() {
        var receivers = Yamls.maps(configuration.get("receivers"));
        var route = (Map<?, ?>) configuration.get("route");

        assertThat(receivers)
                .filteredOn("name", route.get("receiver"))
                .singleElement()
                .extracting("webhook_configs")
                .isEqualTo(List.of(Map.of("url_file", "/run/secrets/webhook-url")));
        assertThat(Yamls.maps(route.get("routes")))
                .allSatisfy(child -> assertThat(receivers)
                        .extracting("name")
                        .contains(child.getOrDefault("receiver", route.get("receiver"))));
    }
}
