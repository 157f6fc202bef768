package dev.warren.chaos.check;

import dev.warren.chaos.journal.RunClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads the effect logs of the test agents. */
final class ReadEffects {

    private static final String EXTENSION = ".log";

    private final RunClock clock;
    private final List<AgentProcess> processes = new ArrayList<>();
    private final Map<String, Execution> executions = new HashMap<>();
    private int torn;

    private ReadEffects(RunClock clock) {
        this.clock = clock;
    }

    static EffectFacts read(Path directory, RunClock clock) {
        var reader = new ReadEffects(clock);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted()
                    .filter(each -> each.toString().endsWith(EXTENSION))
                    .toList()) {
                reader.read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EffectFacts(reader.processes, reader.executions, reader.torn);
    }

    private void read(Path file) throws IOException {
        String name = file.getFileName().toString();
        var process = new AgentProcess(name.substring(0, name.length() - EXTENSION.length()));
        Map<Long, Execution> own = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    take(line.split("\t", -1), process, own);
                } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                    // The last thing a killed process wrote, cut short.
                    torn++;
                }
            }
        }
        processes.add(process);
        own.values().forEach(execution -> executions.put(execution.token(), execution));
    }

    private void take(String[] fields, AgentProcess process, Map<Long, Execution> own) {
        long at = clock.micros(Long.parseLong(fields[1]));
        switch (fields[0]) {
            case "P" -> process.seen(at);
            case "W" -> process.stoodStill(clock.micros(Long.parseLong(fields[2])), at);
            case "S", "T", "E" -> {
                process.seen(at);
                takeSign(fields, at, process, own);
            }
            default -> throw new IllegalArgumentException("no such line: " + fields[0]);
        }
    }

    private static void takeSign(String[] fields, long at, AgentProcess process, Map<Long, Execution> own) {
        long number = Long.parseLong(fields[2]);
        boolean stopped = fields[3].equals("1");
        if (fields[0].equals("S")) {
            var execution = new Execution(
                    process,
                    number,
                    UUID.fromString(fields[4]),
                    Integer.parseInt(fields[5]),
                    Integer.parseInt(fields[6]),
                    at);
            own.put(number, execution);
            if (stopped) {
                execution.stopped(at);
            }
            return;
        }
        Execution execution = own.get(number);
        if (execution == null) {
            throw new IllegalArgumentException("execution " + number + " has no start");
        }
        if (stopped) {
            execution.stopped(at);
        } else {
            execution.alive(at);
        }
        if (fields[0].equals("E")) {
            execution.ended(at, fields[4].intern());
        }
    }
}
