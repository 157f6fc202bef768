package dev.warren.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.local.process.StartRequest;
import dev.warren.local.prometheus.PrometheusSettings;
import dev.warren.local.prometheus.PrometheusWays;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusIT {

    private static final PrometheusSettings NOTHING_TO_SCRAPE =
            new PrometheusSettings("global: {scrape_interval: 1s}\n", List.of());

    @Test
    void comesFromTheDistributionWhereNoneIsInstalled() throws IOException, InterruptedException {
        var request = new StartRequest("prometheus", null, false, System.getenv(), System.err::println);

        try (var server = PrometheusWays.start(request, NOTHING_TO_SCRAPE, "packages")) {
            assertThat(answer(server.uri() + "/api/v1/query?query=6*7")).contains("\"42\"");
        }
    }

    @Test
    void saysWhatPrometheusSaysAboutItsConfiguration() {
        var nonsense = new PrometheusSettings("nonsense: true\n", List.of());

        assertThatThrownBy(() -> LocalServices.prometheus(ServiceOptions.temporary(), nonsense))
                .hasMessageContaining("did not start")
                .hasMessageContaining("field nonsense not found");
    }

    @Test
    void saysWhenTheGivenProgramIsNone() {
        var none = ServiceOptions.temporary().withEnvironment(Map.of("WARREN_PROMETHEUS", "/no/such/program"));

        assertThatThrownBy(() -> LocalServices.prometheus(none, NOTHING_TO_SCRAPE))
                .hasMessage("WARREN_PROMETHEUS=/no/such/program is no program.");
    }

    private static String answer(String uri) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
