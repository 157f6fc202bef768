package dev.warren.bench.report;

import dev.warren.bench.scenario.Figure;
import dev.warren.bench.scenario.Round;
import dev.warren.bench.scenario.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result as programs read it; docs/performance.md describes each field. */
public final class WriteJson {

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.shared();

    private WriteJson() {}

    public static void to(Path file, Conditions conditions, Results results) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("began", conditions.began().toString());
        root.put("ended", conditions.ended().toString());
        root.put("commit", conditions.commit());
        root.set("machine", JSON.valueToTree(conditions.machine()));
        root.set("settings", JSON.valueToTree(conditions.settings()));
        ArrayNode scenarios = root.putArray("scenarios");
        results.scenarios().forEach(result -> add(result, scenarios.addObject()));
        ArrayNode peers = root.putArray("peers");
        results.peers().forEach(result -> add(result, results.summariesOf(result), peers.addObject()));
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static void add(ScenarioResult result, ObjectNode to) {
        to.put("name", result.scenario().name());
        to.put("title", result.scenario().title());
        to.put("workers", result.scenario().shape().workers());
        to.set("workerSettings", JSON.valueToTree(result.scenario().shape().workerSettings()));
        String error = result.error();
        if (error != null) {
            to.put("error", error);
        }
        ArrayNode figures = to.putArray("figures");
        result.summaries().forEach(summary -> add(summary, figures.addObject()));
        ArrayNode rounds = to.putArray("rounds");
        result.rounds().forEach(round -> add(result.scenario().figures(), round, rounds.addObject()));
    }

    private static void add(PeerResult result, List<Summary> summaries, ObjectNode to) {
        to.put("name", result.peer().name());
        to.put("title", result.peer().title());
        to.put("version", result.version());
        String error = result.error();
        if (error != null) {
            to.put("error", error);
        }
        ArrayNode figures = to.putArray("figures");
        summaries.forEach(summary -> add(summary, figures.addObject()));
        ArrayNode rounds = to.putArray("rounds");
        result.rounds().forEach(round -> add(result.peer().figures(), round, rounds.addObject()));
    }

    private static void add(Summary summary, ObjectNode to) {
        to.put("name", summary.figure().name());
        to.put("unit", summary.figure().unit());
        putNumber(to, "median", summary.median());
        putNumber(to, "min", summary.min());
        putNumber(to, "max", summary.max());
        Target target = summary.figure().target();
        if (target != null) {
            to.put(target.atLeast() ? "atLeast" : "atMost", target.value());
            to.put("met", target.isMetBy(summary.median()));
        }
    }

    private static void add(List<Figure> figures, Round round, ObjectNode to) {
        ObjectNode values = to.putObject("figures");
        figures.forEach(figure -> putNumber(values, figure.name(), round.figure(figure.name())));
        to.set("details", round.details());
    }

    /** JSON has no word for a number that is not known but null. */
    private static void putNumber(ObjectNode to, String name, double value) {
        if (Double.isNaN(value)) {
            to.putNull(name);
        } else {
            to.put(name, value);
        }
    }
}
