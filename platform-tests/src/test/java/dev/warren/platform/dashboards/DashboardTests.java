package dev.warren.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.metric.WarrenMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What {@code grafana/} ships: boards that load, read the provisioned data source and lead on; alerts that say what to
 * do; and all of it in metrics that exist. Whether they have data is for {@code DashboardsIT}.
 */
class DashboardTests {

    private static final Path PROJECT = Path.of("..");
    private static final Path RUNBOOKS = PROJECT.resolve("docs/runbooks");
    private static final String DATASOURCE_VARIABLE = "${datasource}";
    private static final String RUNBOOK = "{{ $externalLabels.runbooks }}/%s.md";
    private static final List<String> SEVERITIES = List.of("critical", "warning", "info");

    /** What is measured by others: Prometheus itself, the broker, Spring Boot and Micrometer. */
    private static final Set<String> OF_OTHERS = Set.of(
            "ALERTS",
            "hikaricp_connections_active",
            "hikaricp_connections_pending",
            "http_server_requests_seconds_count",
            "http_server_requests_seconds_max",
            "http_server_requests_seconds_sum",
            "jvm_gc_overhead",
            "jvm_memory_max_bytes",
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads",
            "process_cpu_usage",
            "process_uptime_seconds",
            "rabbitmq_alarms_free_disk_space_watermark",
            "rabbitmq_alarms_memory_used_watermark",
            "rabbitmq_channels",
            "rabbitmq_connections",
            "rabbitmq_consumers",
            "rabbitmq_detailed_queue_consumers",
            "rabbitmq_detailed_queue_messages_ready",
            "rabbitmq_detailed_queue_messages_unacked",
            "rabbitmq_disk_space_available_bytes",
            "rabbitmq_disk_space_available_limit_bytes",
            "rabbitmq_global_messages_acknowledged_total",
            "rabbitmq_global_messages_confirmed_total",
            "rabbitmq_global_messages_dead_lettered_delivery_limit_total",
            "rabbitmq_global_messages_dead_lettered_expired_total",
            "rabbitmq_global_messages_dead_lettered_rejected_total",
            "rabbitmq_global_messages_delivered_total",
            "rabbitmq_global_messages_received_total",
            "rabbitmq_global_messages_redelivered_total",
            "rabbitmq_process_resident_memory_bytes",
            "rabbitmq_resident_memory_limit_bytes",
            "up");

    private static final Set<String> KNOWN = Stream.of(
                    Stream.of(WarrenMetric.values()).flatMap(metric -> metric.prometheusNames().stream()),
                    OF_OTHERS.stream(),
                    AlertRules.read().records().stream())
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private final List<Board> boards = Board.all();
    private final AlertRules rules = AlertRules.read();

    @Test
    void boardsHaveAUidOfTheirOwnAndNoDatabaseId() {
        assertThat(boards).hasSizeGreaterThanOrEqualTo(5).allSatisfy(board -> {
            assertThat(board.json().get("id").isNull()).isTrue();
            assertThat(board.json().path("schemaVersion").asInt()).isEqualTo(41);
            assertThat(board.json().path("title").asString("")).isNotBlank();
            assertThat(board.json().path("description").asString("")).isNotBlank();
            assertThat(board.json().path("tags").valueStream())
                    .extracting(JsonNode::asString)
                    .contains("warren");
        });
        assertThat(boards.stream().map(Board::uid)).doesNotHaveDuplicates().allMatch(uid -> uid.startsWith("warren-"));
    }

    @Test
    void boardsReadTheDataSourceOfTheirVariable() throws IOException {
        var provisioned = Yamls.map(PROJECT.resolve("grafana/provisioning/datasources/prometheus.yml"))
                .get("datasources");
        assertThat(provisioned)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first()
                .extracting("uid", "type")
                .containsExactly("prometheus", "prometheus");
        assertThat(boards).allSatisfy(board -> {
            JsonNode source = board.variable("datasource").orElseThrow();
            assertThat(source.path("type").asString()).isEqualTo("datasource");
            assertThat(source.at("/current/value").asString()).isEqualTo("prometheus");
            assertThat(board.json().findValues("datasource"))
                    .filteredOn(used -> !used.path("type").asString().equals("grafana"))
                    .isNotEmpty()
                    .allSatisfy(
                            used -> assertThat(used.path("uid").asString("")).isEqualTo(DATASOURCE_VARIABLE));
            assertThat(board.panels())
                    .allSatisfy(panel ->
                            assertThat(panel.path("datasource").isObject()).isTrue());
        });
    }

    static Stream<Arguments> panels() {
        return Board.all().stream()
                .flatMap(board -> board.panels().stream()
                        .map(panel ->
                                Arguments.of(board.uid(), panel.path("title").asString(), panel)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("panels")
    void panelsSayWhatTheyShowAndLeadOn(String board, String title, JsonNode panel) {
        JsonNode field = panel.at("/fieldConfig/defaults");
        assertThat(title).isNotBlank();
        assertThat(panel.path("description").asString(""))
                .hasSizeGreaterThan(20)
                .endsWith(".");
        assertThat(field.path("unit").asString("")).isNotBlank();
        assertThat(field.at("/thresholds/steps").size()).isPositive();
        assertThat(field.path("links").size()).as("links").isPositive();
        assertThat(panel.path("targets").size()).isPositive();
        assertThat(panel.path("targets").valueStream())
                .allSatisfy(
                        target -> asksForMetricsThatExist(target.path("expr").asString()));
    }

    @Test
    void panelsHaveAPlaceOfTheirOwn() {
        assertThat(boards).allSatisfy(board -> {
            assertThat(board.json()
                            .path("panels")
                            .valueStream()
                            .map(panel -> panel.path("id").asInt()))
                    .doesNotHaveDuplicates();
            assertThat(overlaps(board.json())).isEmpty();
        });
    }

    @Test
    void variablesAskForMetricsThatExist() {
        assertThat(boards)
                .allSatisfy(board -> assertThat(board.variables())
                        .filteredOn(variable -> variable.path("type").asString().equals("query"))
                        .allSatisfy(variable -> asksForMetricsThatExist(
                                LabelValues.of(variable.path("definition").asString())
                                        .series())));
    }

    /** A link to this board may not decide where its links lead. */
    @Test
    void whereLinksLeadIsNoPartOfABoardsAddress() {
        assertThat(boards).allSatisfy(board -> {
            assertThat(board.variable("gateway")).isPresent();
            assertThat(board.variables())
                    .filteredOn(variable -> List.of("gateway", "runbooks")
                            .contains(variable.path("name").asString()))
                    .allSatisfy(variable -> {
                        assertThat(variable.path("type").asString()).isEqualTo("textbox");
                        assertThat(variable.path("skipUrlSync").asBoolean()).isTrue();
                        assertThat(variable.path("query").asString()).startsWith("http://127.0.0.1:");
                        assertThat(variable.at("/current/value").asString())
                                .isEqualTo(variable.path("query").asString());
                    });
        });
    }

    @Test
    void composeShowsTheRunbooksWhereAlertsAndBoardsLead() {
        Map<?, ?> global =
                (Map<?, ?>) Yamls.map(PROJECT.resolve("grafana/prometheus.yml")).get("global");
        Map<?, ?> services =
                (Map<?, ?>) Yamls.map(PROJECT.resolve("docker-compose.yml")).get("services");

        assertThat(global.get("external_labels")).isEqualTo(Map.of("runbooks", "${WARREN_RUNBOOKS}"));
        assertThat(services.get("prometheus"))
                .extracting("environment.WARREN_RUNBOOKS")
                .asString()
                .startsWith("${RUNBOOKS_URL:-http://127.0.0.1:9090/user/runbooks}");
        assertThat(services.get("prometheus"))
                .extracting("command", "volumes")
                .asString()
                .contains("--web.user-assets=/etc/prometheus/docs", "./docs:/etc/prometheus/docs:ro");
        assertThat(boards)
                .flatExtracting(board -> board.variable("runbooks").stream().toList())
                .extracting(variable -> variable.path("query").asString())
                .containsOnly("http://127.0.0.1:9090/user/runbooks");
    }

    static Stream<Arguments> links() {
        return Board.all().stream()
                .flatMap(board -> board.panels().stream()
                        .flatMap(panel -> panel.at("/fieldConfig/defaults/links")
                                .valueStream()
                                .map(link ->
                                        Arguments.of(board, link.path("url").asString()))))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("links")
    void linksLeadToABoardAPageOrACallOfTheApi(Board board, String url) {
        Matcher variable = Pattern.compile("^\\$\\{(gateway|runbooks)}").matcher(url);
        if (variable.find()) {
            assertThat(board.variable(variable.group(1))).isPresent();
        }
        if (url.startsWith("/d/")) {
            assertThat(boards).extracting(Board::uid).contains(url.substring(3).split("[?]")[0]);
        } else if (url.startsWith("${runbooks}/")) {
            assertThat(
                            url.contains("${__data.fields.alertname}")
                                    ? RUNBOOKS.resolve("README.md")
                                    : RUNBOOKS.resolve(url.substring("${runbooks}/".length())))
                    .exists();
        } else {
            assertThat(new ApiCalls(PROJECT.resolve("docs/openapi.json")).problemOf(url))
                    .isEmpty();
        }
    }

    @Test
    void rulesAskForMetricsThatExistAndSayWhatToDo() {
        assertThat(rules.alerts()).isNotEmpty().allSatisfy(alert -> {
            asksForMetricsThatExist(alert.expression());
            assertThat(alert.rule()).containsKey("for");
            assertThat(alert.severity()).isIn(SEVERITIES);
            assertThat(alert.annotations()).containsKeys("summary", "description");
            assertThat(alert.annotations()).containsEntry("runbook_url", RUNBOOK.formatted(alert.name()));
            assertThat(RUNBOOKS.resolve(alert.name() + ".md")).exists();
        });
        assertThat(rules.alerts().stream().map(alert -> alert.name() + " " + alert.severity()))
                .doesNotHaveDuplicates();
        assertThat(rules.expressionsOfRecords()).allSatisfy(expression -> asksForMetricsThatExist(expression));
    }

    /** Promtool says whether the tests hold; this, whether there are any. */
    @Test
    void everyAlertIsTestedToFireAndToBeSilent() throws IOException {
        var fires = new TreeSet<String>();
        var isSilent = new TreeSet<String>();
        for (var test : Yamls.maps(
                Yamls.map(PROJECT.resolve("grafana/rules/warren.test.yml")).get("tests"))) {
            for (var check : Yamls.maps(test.get("alert_rule_test"))) {
                var alert = check.get("alertname").toString();
                if (check.get("exp_alerts") == null) {
                    isSilent.add(alert);
                } else {
                    Yamls.maps(check.get("exp_alerts"))
                            .forEach(expected ->
                                    fires.add(alert + " " + ((Map<?, ?>) expected.get("exp_labels")).get("severity")));
                }
            }
        }
        assertThat(rules.alerts()).allSatisfy(alert -> {
            assertThat(fires).contains(alert.name() + " " + alert.severity());
            assertThat(isSilent).contains(alert.name());
        });
    }

    static Stream<Path> runbooks() throws IOException {
        try (var pages = Files.list(RUNBOOKS)) {
            // The others are the doctor's, whose module looks at them.
            return pages.filter(page -> page.getFileName().toString().startsWith("Warren")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void runbooksSayWhatAnAlertMeansWhatToCheckAndWhatToDo(Path page) throws IOException {
        String name = page.getFileName().toString().replace(".md", "");
        assertThat(rules.alerts()).extracting(AlertRules.Alert::name).contains(name);
        assertThat(Files.readString(page).lines().filter(line -> line.startsWith("#")))
                .startsWith("# " + name, "## Meaning", "## Check", "## Action");
        assertThat(Files.readString(RUNBOOKS.resolve("README.md"))).contains("[%s](%s.md)".formatted(name, name));
    }

    private static void asksForMetricsThatExist(String expression) {
        assertThat(new Expression(expression).metrics())
                .as("%s, by the names in WarrenMetric", expression)
                .isNotEmpty()
                .isSubsetOf(KNOWN);
    }

    private static List<String> overlaps(JsonNode board) {
        var taken = new HashMap<String, String>();
        var overlaps = new ArrayList<String>();
        board.path("panels").forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            String title = panel.path("title").asString();
            int left = place.path("x").asInt();
            int top = place.path("y").asInt();
            for (int x = left; x < left + place.path("w").asInt(); x++) {
                for (int y = top; y < top + place.path("h").asInt(); y++) {
                    String other = taken.put(x + "," + y, title);
                    if (other != null || x >= 24) {
                        overlaps.add(title + " and " + other + " at " + x + "," + y);
                    }
                }
            }
        });
        return overlaps;
    }
}
