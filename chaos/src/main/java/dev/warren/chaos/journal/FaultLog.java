package dev.warren.chaos.journal;

import dev.warren.chaos.fault.FaultRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** The injected faults, one line each, beside the clients' journal. */
public final class FaultLog {

    private static final String FILE = "faults.tsv";

    private FaultLog() {}

    public static void append(Path directory, FaultRecord fault) {
        String line = String.join(
                "\t",
                fault.id(),
                fault.start().toString(),
                fault.heal().toString(),
                inOneField(fault.name()),
                inOneField(fault.detail()));
        try {
            Files.writeString(
                    directory.resolve(FILE), line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where none was injected. */
    public static List<FaultRecord> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split("\t", -1))
                    .map(fields -> new FaultRecord(
                            fields[0], fields[3], Instant.parse(fields[1]), Instant.parse(fields[2]), fields[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inOneField(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }
}
