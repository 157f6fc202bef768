package dev.warren.bench.report;

import dev.warren.bench.platform.Platform;
import dev.warren.bench.scenario.Effort;
import dev.warren.local.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Under which conditions a result came about.
 *
 * @param commit of the checkout, with {@code -dirty} where files differ from it; empty where it is none
 * @param machine what it is and what runs on it
 * @param settings of the run and of what was measured
 */
public record Conditions(
        Instant began, Instant ended, String commit, Map<String, Object> machine, Map<String, Object> settings) {

    private static final List<String> POSTGRES_SETTINGS = List.of(
            "synchronous_commit",
            "fsync",
            "full_page_writes",
            "shared_buffers",
            "max_connections",
            "shared_preload_libraries",
            "max_wal_size",
            "checkpoint_timeout");

    public static Conditions of(Path project, Instant began, Platform platform, int rounds, Effort effort)
            throws SQLException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("rounds", rounds);
        settings.put("seconds", effort.seconds());
        settings.put("scale", effort.scale());
        settings.put("gatewayCommand", platform.programs().gateway().command(true));
        settings.put("workerCommand", platform.programs().worker().command(true));
        settings.put("postgres", postgres(platform));
        return new Conditions(began, Instant.now(), commit(project), machine(platform), settings);
    }

    private static String commit(Path project) {
        var said = Command.of("git", "-C", project.toString(), "describe", "--always", "--dirty", "--abbrev=10")
                .run();
        return said.succeeded() ? said.output() : "";
    }

    private static Map<String, Object> machine(Platform platform) {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processor", line(Path.of("/proc/cpuinfo"), "model name"));
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        machine.put("kernel", System.getProperty("os.version"));
        machine.put("java", Runtime.version().toString());
        machine.put("rabbitmq", platform.servers().rabbit().version());
        machine.put("postgres", platform.servers().postgres().version());
        return machine;
    }

    private static Map<String, String> postgres(Platform platform) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = platform.ledger().connect();
                Statement statement = connection.createStatement()) {
            for (String name : POSTGRES_SETTINGS) {
                try (ResultSet row = statement.executeQuery("show " + name)) {
                    row.next();
                    settings.put(name, row.getString(1));
                }
            }
        }
        return settings;
    }

    private static String line(Path file, String field) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
