package dev.warren.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.metric.WarrenMetric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code grafana/} ships: boards that load, read the provisioned data source, and ask for metrics that exist. */
class DashboardTests {

    private static final Path GRAFANA = Path.of("..", "grafana");
    private static final String DATASOURCE_VARIABLE = "${datasource}";
    private static final Pattern OUR_METRIC = Pattern.compile("\\bwarren_[a-zA-Z0-9_]+");
    /** A gauge or the base name; a counter; a summary; a timer. */
    private static final List<String> SUFFIXES = List.of(
            "",
            "_total",
            "_count",
            "_sum",
            "_max",
            "_bucket",
            "_seconds_count",
            "_seconds_sum",
            "_seconds_max",
            "_seconds_bucket");

    private static final Set<String> KNOWN = Stream.of(WarrenMetric.values())
            .map(metric -> metric.id().replace('.', '_'))
            .flatMap(name -> SUFFIXES.stream().map(suffix -> name + suffix))
            .collect(Collectors.toUnmodifiableSet());

    @Test
    void boardsHaveAUidOfTheirOwnAndNoDatabaseId() {
        assertThat(boards()).isNotEmpty().allSatisfy((file, board) -> {
            assertThat(board.path("uid").asString("")).as(file).isNotEmpty();
            assertThat(board.get("id").isNull()).as(file).isTrue();
            assertThat(board.path("schemaVersion").asInt()).as(file).isEqualTo(41);
            assertThat(board.path("title").asString("")).as(file).isNotEmpty();
        });
        assertThat(boards().values().stream().map(board -> board.path("uid").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void boardsReadTheDataSourceOfTheirVariable() throws IOException {
        var provisioned =
                read(GRAFANA.resolve("provisioning/datasources/prometheus.yml")).get("datasources");
        assertThat(provisioned)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first()
                .extracting("uid", "type")
                .containsExactly("prometheus", "prometheus");
        boards().forEach((file, board) -> {
            assertThat(board.at("/templating/list").valueStream()).as(file).anySatisfy(variable -> {
                assertThat(variable.path("type").asString()).isEqualTo("datasource");
                assertThat(variable.path("name").asString()).isEqualTo("datasource");
                assertThat(variable.at("/current/value").asString()).isEqualTo("prometheus");
            });
            assertThat(board.findValues("datasource"))
                    .as(file)
                    .filteredOn(source -> !source.path("type").asString().equals("grafana"))
                    .isNotEmpty()
                    .allSatisfy(source ->
                            assertThat(source.path("uid").asString("")).isEqualTo(DATASOURCE_VARIABLE));
            assertThat(panels(board))
                    .as(file)
                    .allSatisfy(panel ->
                            assertThat(panel.path("datasource").isObject()).isTrue());
        });
    }

    @Test
    void panelsHaveAPlaceATitleAUnitAndADescription() {
        boards().forEach((file, board) -> {
            assertThat(panels(board)).as(file).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("title").asString("")).isNotBlank();
                assertThat(panel.path("description").asString("")).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).isNotBlank();
                assertThat(panel.path("targets").size()).isPositive();
            });
            assertThat(board.path("panels")
                            .valueStream()
                            .map(panel -> panel.path("id").asInt()))
                    .as(file)
                    .doesNotHaveDuplicates();
            assertThat(overlaps(board)).as(file).isEmpty();
        });
    }

    @Test
    void boardsAskForMetricsThatExist() {
        boards().forEach((file, board) -> assertThat(expressions(board))
                .as(file)
                .isNotEmpty()
                .allSatisfy(DashboardTests::asksForMetricsThatExist));
    }

    @Test
    void rulesAskForMetricsThatExistAndSayWhatToDo() throws IOException {
        var names = new ArrayList<String>();
        for (Path file : files(GRAFANA.resolve("rules"), ".rules.yml")) {
            for (Map<String, Object> group : listOfMaps(read(file).get("groups"))) {
                for (Map<String, Object> rule : listOfMaps(group.get("rules"))) {
                    names.add(rule.get("alert").toString());
                    asksForMetricsThatExist(rule.get("expr").toString());
                    assertThat(rule).as(rule.get("alert").toString()).containsKey("for");
                    assertThat(rule.get("labels")).extracting("severity").isIn("critical", "warning", "info");
                    assertThat(rule.get("annotations"))
                            .extracting("summary", "description")
                            .doesNotContainNull();
                }
            }
        }
        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    private static void asksForMetricsThatExist(String expression) {
        Matcher metric = OUR_METRIC.matcher(expression);
        while (metric.find()) {
            assertThat(KNOWN)
                    .as("%s in: %s, by the names in WarrenMetric", metric.group(), expression)
                    .contains(metric.group());
        }
    }

    private static List<String> expressions(JsonNode board) {
        var expressions = new ArrayList<String>();
        panels(board)
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> expressions.add(target.path("expr").asString())));
        board.at("/templating/list").forEach(variable -> {
            if (variable.path("type").asString().equals("query")) {
                expressions.add(variable.path("definition").asString());
            }
        });
        return expressions;
    }

    private static List<JsonNode> panels(JsonNode board) {
        return board.path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
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

    private static Map<String, JsonNode> boards() {
        try {
            var json = JsonMapper.shared();
            return files(GRAFANA.resolve("dashboards"), ".json").stream()
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), file -> json.readTree(file.toFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static Map<String, Object> read(Path yaml) throws IOException {
        return new Yaml().load(Files.readString(yaml));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> listOfMaps(Object yaml) {
        return (List<Map<String, Object>>) yaml;
    }
}
