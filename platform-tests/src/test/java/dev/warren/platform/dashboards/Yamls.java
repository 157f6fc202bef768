package dev.warren.platform.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Reads the files of Prometheus and Grafana. */
final class Yamls {

    private Yamls() {}

    static Map<String, Object> map(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Object yaml) {
        return (List<Map<String, Object>>) yaml;
    }
}
