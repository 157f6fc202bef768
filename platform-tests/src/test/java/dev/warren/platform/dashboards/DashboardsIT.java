package dev.warren.platform.dashboards;

import static dev.warren.test.model.ScriptedReply.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import dev.warren.test.TestServers;
import dev.warren.test.model.ScriptedModelServer;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster works and fails before the eyes of a real Prometheus; then every panel and every rule must have data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** What a board's variables are here. An earlier time is ten seconds ago. */
    private static final Map<String, String> VARIABLES = Map.of(
            "$agent", ".*",
            "$version", ".*",
            "$worker", ".*",
            "$compare", "10s",
            "$__rate_interval", "20s",
            "$__range", "5m");

    /** Series that a rule asks for and that are rightly not there, each with the reason. */
    private static final Map<String, String> RIGHTLY_ABSENT = Map.of(
            "status=~\"5..\"", "no submission was answered so", "reason=\"POISON\"", "no task kills workers here");

    private final ScriptedModelServer model = ScriptedModelServer.start();
    private final Platform platform = new Platform();
    private final TaskClient client = platform.client();
    private Prometheus prometheus;

    @BeforeAll
    void workAndFail() {
        PlatformProcess gateway = platform.launchGateway("WARREN_SWEEP_MEASURE_EVERY=1s");
        PlatformProcess victim = platform.launchWorker("victim", 10);
        PlatformProcess survivor = platform.launchWorker(
                "survivor",
                20,
                "WARREN_LLM_ENDPOINTS_MAIN_KIND=openai",
                "WARREN_LLM_ENDPOINTS_MAIN_BASE_URL=" + model.url() + "/v1",
                "WARREN_METRICS_PRICES_0_MODEL=m",
                "WARREN_METRICS_PRICES_0_INPUT=0.15",
                "WARREN_METRICS_PRICES_0_OUTPUT=0.6");
        String broker = URI.create(TestServers.rabbit().metricsUri()).getAuthority();
        assertThat(broker)
                .as("a RabbitMQ that is given by address needs WARREN_RABBITMQ_METRICS_URI=http://host:15692 too")
                .isNotNull();
        prometheus = new Prometheus(
                Map.of(
                        "gateway", List.of(gateway.managementAddress()),
                        "worker", List.of(victim.managementAddress(), survivor.managementAddress()),
                        "rabbitmq", List.of(broker),
                        "rabbitmq-queues", List.of(broker)),
                URI.create(platform.brokerUri()).getPath().substring(1));
        List.of(gateway, victim, survivor).forEach(PlatformProcess::awaitReady);
        await("Prometheus to see everybody")
                .atMost(SOON)
                .until(() -> prometheus.now("up == 1").size() == 5);

        work();
        killWhileAtWork(victim);
    }

    /** Tasks that complete, are tried again, fail, expire and wait; and one that is refused. */
    private void work() {
        model.always(request -> true, text("Fine."));
        client.declare("writer", JsonMapper.shared().readTree("""
                {"kind": "llm", "endpoint": "main", "model": "m", "instructions": "Write."}"""));
        assertThat(client.pause("summarizer").status()).isLessThan(300);
        client.submit("summarizer", "A text.");
        client.submit("summarizer", "A text.", task -> task.put("ttl", "PT1S"));
        client.submitAll(Collections.nCopies(100, TaskClient.request("probe", Map.of("runFor", "PT0.05S"))));
        client.submitAll(Collections.nCopies(20, TaskClient.request("echo", "x")));
        client.submit("probe", Map.of("failTimes", 1));
        client.submit("probe", Map.of("failWith", "NO_SUCH_ACCOUNT"));
        assertThat(client.post("/v1/tasks", TaskClient.request("nobody", "x")).status())
                .isEqualTo(422);
        client.awaitStatus(client.submit("writer", "A poem."), "COMPLETED");
        // A counter that appears with its first value has not risen yet, to Prometheus.
        await("Prometheus to see the tokens")
                .atMost(SOON)
                .until(() -> prometheus.now("warren_tokens_total").size() > 0);
        client.awaitStatus(client.submit("writer", "Another one."), "COMPLETED");
    }

    /** The metrics show it within ten seconds; its tasks start elsewhere when it has been silent for fifteen. */
    private void killWhileAtWork(PlatformProcess victim) {
        client.submitAll(Collections.nCopies(20, TaskClient.request("probe", Map.of("runFor", "PT90S"))));
        await("the victim to be at work")
                .atMost(SOON)
                .until(() -> prometheus
                                .now("warren_slots_used{instance=\"%s\"} > 0".formatted(victim.managementAddress()))
                                .size()
                        == 1);

        victim.kill();

        await("the metrics to show it")
                .atMost(Duration.ofSeconds(10))
                .until(() -> prometheus.now("max(warren_workers_silence) > 6").size() == 1);
        await("the alert about it")
                .atMost(SOON)
                .until(() -> prometheus
                                .now("ALERTS{alertname=\"WarrenWorkerLost\", alertstate=\"firing\"}")
                                .size()
                        == 1);
        await("its tasks to be taken over")
                .atMost(SOON)
                .until(() -> prometheus
                                .now("sum(warren_sweeper_actions_total{action=\"take-over\"}) > 0")
                                .size()
                        == 1);
    }

    @AfterAll
    void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        platform.close();
        model.close();
    }

    static Stream<Arguments> targets() {
        return Board.all().stream()
                .flatMap(board -> board.panels().stream()
                        .flatMap(panel -> panel.path("targets")
                                .valueStream()
                                .map(target -> Arguments.of(
                                        board.uid(),
                                        panel.path("title").asString(),
                                        target.path("expr").asString(),
                                        target.path("instant").asBoolean(false)))));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("targets")
    void everyExpressionOfEveryPanelReturnsData(String board, String panel, String expression, boolean instant) {
        String asked = substituted(expression);

        assertThat(hasData(instant ? prometheus.now(asked) : prometheus.since(asked)))
                .as(asked)
                .isTrue();
    }

    static Stream<Arguments> variables() {
        return Board.all().stream()
                .flatMap(board -> board.variables().stream())
                .filter(variable -> variable.path("type").asString().equals("query"))
                .map(variable -> variable.path("definition").asString())
                .distinct()
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("variables")
    void everyVariableHasValues(String query) {
        LabelValues values = LabelValues.of(substituted(query));

        assertThat(prometheus.now("group by (%s) (%s)".formatted(values.label(), values.series())))
                .extracting(series -> series.at("/metric/" + values.label()).asString(""))
                .isNotEmpty()
                .anyMatch(value -> !value.isEmpty());
    }

    @Test
    void everyRuleIsEvaluated() {
        var rules = prometheus
                .rules()
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream());

        assertThat(rules)
                .hasSameSizeAs(AlertRules.read().rules())
                .allSatisfy(rule -> assertThat(rule.path("health").asString())
                        .as(
                                "%s: %s",
                                rule.path("name").asString(),
                                rule.path("lastError").asString(""))
                        .isEqualTo("ok"));
    }

    static Stream<Arguments> selectorsOfRules() {
        AlertRules rules = AlertRules.read();
        return Stream.concat(
                        rules.alerts().stream().map(AlertRules.Alert::expression),
                        rules.expressionsOfRecords().stream())
                .flatMap(expression -> new Expression(expression).selectors().stream())
                .distinct()
                .map(Arguments::of);
    }

    /** Most alerts are silent, so their expressions return nothing; what they compare must be there. */
    @ParameterizedTest
    @MethodSource("selectorsOfRules")
    void everySeriesThatARuleAsksForIsThere(String selector) {
        boolean rightlyAbsent = RIGHTLY_ABSENT.keySet().stream().anyMatch(selector::contains);

        assertThat(hasData(prometheus.since(selector))).as(selector).isEqualTo(!rightlyAbsent);
    }

    @Test
    void anAlertLeadsToItsRunbook() {
        JsonNode lost = prometheus
                .rules()
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .filter(rule -> rule.path("name").asString().equals("WarrenWorkerLost"))
                .findFirst()
                .orElseThrow();
        String runbook = lost.at("/alerts/0/annotations/runbook_url").asString();

        assertThat(runbook).isEqualTo(Prometheus.RUNBOOKS + "/WarrenWorkerLost.md");
        var page = prometheus.page("/user/runbooks/WarrenWorkerLost.md");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("# WarrenWorkerLost");
    }

    private static String substituted(String expression) {
        String text = expression;
        for (var variable : VARIABLES.entrySet()) {
            text = text.replace(variable.getKey(), variable.getValue());
        }
        assertThat(text).as("every variable is known here").doesNotContain("$");
        return text;
    }

    private static boolean hasData(JsonNode series) {
        return series.valueStream()
                .flatMap(each -> each.has("value")
                        ? Stream.of(each.get("value"))
                        : each.path("values").valueStream())
                .anyMatch(sample -> !sample.path(1).asString().equals("NaN"));
    }
}
