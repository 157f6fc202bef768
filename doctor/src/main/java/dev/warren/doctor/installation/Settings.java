package dev.warren.doctor.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings by the names they have as environment variables: from the environment, and over it from a file of {@code
 * NAME=value} lines, or a directory in which each file is named after a property and holds its value. Both are what a
 * gateway itself is configured by.
 */
final class Settings {

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /** @param path a file or directory; null for none */
    static Settings of(Map<String, String> environment, @Nullable String path) {
        var values = new HashMap<>(environment);
        if (path != null) {
            try {
                Path given = Path.of(path);
                values.putAll(Files.isDirectory(given) ? ofDirectory(given) : ofFile(given));
            } catch (IOException | UncheckedIOException e) {
                throw new Misuse("cannot read %s (%s).".formatted(path, e.getMessage()));
            }
        }
        return new Settings(values);
    }

    /** The value, or null where there is none or it is empty. */
    @Nullable
    String get(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static Map<String, String> ofFile(Path file) throws IOException {
        var values = new HashMap<String, String>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new Misuse("line %d of %s is not NAME=value.".formatted(i + 1, file));
            }
            values.put(
                    nameOf(line.substring(0, equals).strip()),
                    unquoted(line.substring(equals + 1).strip()));
        }
        return values;
    }

    private static Map<String, String> ofDirectory(Path directory) throws IOException {
        var values = new HashMap<String, String>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                values.put(
                        nameOf(file.getFileName().toString()),
                        Files.readString(file).strip());
            }
        }
        return values;
    }

    /** {@code warren.ledger.password} is WARREN_LEDGER_PASSWORD. */
    private static String nameOf(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
