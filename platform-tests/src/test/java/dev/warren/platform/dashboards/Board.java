package dev.warren.platform.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One board of {@code grafana/dashboards}. */
record Board(JsonNode json) {

    static List<Board> all() {
        try (var files = Files.list(Path.of("..", "grafana", "dashboards"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> new Board(JsonMapper.shared().readTree(file.toFile())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uid() {
        return json.path("uid").asString("");
    }

    /** Its panels, without the rows between them. */
    List<JsonNode> panels() {
        return json.path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    List<JsonNode> variables() {
        return json.at("/templating/list").valueStream().toList();
    }

    Optional<JsonNode> variable(String name) {
        return variables().stream()
                .filter(variable -> variable.path("name").asString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return uid();
    }
}
