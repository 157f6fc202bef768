package dev.warren.platform.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.prometheus.PrometheusServer;
import dev.warren.local.prometheus.PrometheusSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real one with the configuration that we ship, but that it looks every second, and at these processes. */
final class Prometheus implements AutoCloseable {

    static final String RUNBOOKS = "http://runbooks.example";

    private static final Path GRAFANA =
            Path.of("..", "grafana").toAbsolutePath().normalize();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant began = Instant.now();
    private final PrometheusServer server;

    /**
     * @param targets each {@code host:port}, by the job that reads them
     * @param virtualHost whose queues are looked at
     */
    Prometheus(Map<String, List<String>> targets, String virtualHost) {
        var configuration = Yamls.map(GRAFANA.resolve("prometheus.yml"));
        configuration.put(
                "global",
                Map.of(
                        "scrape_interval", "1s",
                        "scrape_timeout", "1s",
                        "evaluation_interval", "1s",
                        "external_labels", Map.of("runbooks", RUNBOOKS)));
        // There is nobody to tell.
        configuration.remove("alerting");
        configuration.put("rule_files", List.of(GRAFANA.resolve("rules") + "/*.rules.yml"));
        List<Map<String, Object>> jobs = Yamls.maps(configuration.get("scrape_configs")).stream()
                .filter(job -> targets.containsKey(job.get("job_name").toString()))
                .toList();
        jobs.forEach(job -> {
            job.remove("dns_sd_configs");
            job.put("static_configs", List.of(Map.of("targets", targets.get(job.get("job_name")))));
            job.computeIfPresent("params", (name, params) -> withVirtualHost(params, virtualHost));
        });
        configuration.put("scrape_configs", jobs);
        server = LocalServices.prometheus(
                ServiceOptions.temporary().telling(System.err::println),
                new PrometheusSettings(
                        new Yaml().dump(configuration),
                        List.of("--web.user-assets=" + GRAFANA.resolveSibling("docs"))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> withVirtualHost(Object params, String virtualHost) {
        var changed = (Map<String, Object>) params;
        changed.put("vhost", List.of(virtualHost));
        return changed;
    }

    /** What it answers to an expression now; throws where it cannot read it. */
    JsonNode now(String expression) {
        return ask("/api/v1/query", Map.of("query", expression)).at("/data/result");
    }

    /** What it has for an expression since it was started. */
    JsonNode since(String expression) {
        return ask(
                        "/api/v1/query_range",
                        Map.of(
                                "query",
                                expression,
                                "start",
                                began.toString(),
                                "end",
                                Instant.now().toString(),
                                "step",
                                "1"))
                .at("/data/result");
    }

    JsonNode rules() {
        return ask("/api/v1/rules", Map.of()).at("/data/groups");
    }

    HttpResponse<String> page(String path) {
        return send(HttpRequest.newBuilder(URI.create(server.uri() + path)).build());
    }

    private JsonNode ask(String path, Map<String, String> form) {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + path));
        if (!form.isEmpty()) {
            String body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                    .collect(Collectors.joining("&"));
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body));
        }
        JsonNode answer = JsonMapper.shared().readTree(send(request.build()).body());
        if (!answer.path("status").asString().equals("success")) {
            throw new AssertionError(answer.path("error").asString() + ": " + form.get("query"));
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
