package dev.warren.platform.dashboards;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API can be asked for, by its own description. */
record ApiCalls(JsonNode paths) {

    private static final String GATEWAY = "${gateway}";

    ApiCalls(Path openApi) {
        this(JsonMapper.shared().readTree(openApi.toFile()).get("paths"));
    }

    /** @return why a board's link is no call that reads something; empty where it is one */
    Optional<String> problemOf(String url) {
        if (!url.startsWith(GATEWAY + "/")) {
            return Optional.of("leads elsewhere");
        }
        String[] parts = url.substring(GATEWAY.length()).split("[?]", 2);
        JsonNode call =
                paths.path(parts[0].replaceAll("\\$\\{[^}]*}", "{name}")).path("get");
        if (call.isMissingNode()) {
            return Optional.of("GET " + parts[0] + " is not known");
        }
        return Arrays.stream(parts.length < 2 ? new String[0] : parts[1].split("&"))
                .map(parameter -> parameter.split("=")[0])
                .filter(parameter -> call.path("parameters")
                        .valueStream()
                        .noneMatch(known -> known.path("name").asString().equals(parameter)))
                .findFirst()
                .map(unknown -> "the parameter " + unknown + " is not known");
    }
}
