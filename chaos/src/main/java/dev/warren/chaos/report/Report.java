package dev.warren.chaos.report;

import dev.warren.chaos.check.InvariantResult;
import dev.warren.chaos.check.Recovery;
import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.load.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a campaign has found.
 *
 * @param facts what was run, in the order in which they are shown: seed, versions, rate, minutes
 * @param began start of the load
 * @param ended end of the check
 * @param counts what the clients have counted
 * @param recoveries by kind of fault
 */
public record Report(
        Map<String, String> facts,
        Instant began,
        Instant ended,
        Load.Counts counts,
        List<FaultRecord> faults,
        List<InvariantResult> invariants,
        List<Recovery> recoveries) {

    private static final String FOR_PEOPLE = "report.md";
    private static final String FOR_PROGRAMS = "report.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Reads what {@link #write} has written. */
    public static Report read(Path directory) {
        return JSON.readValue(directory.resolve(FOR_PROGRAMS), Report.class);
    }

    /** Whether a campaign has come to its end there. */
    public static boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve(FOR_PROGRAMS));
    }

    /** Deletes the report that an earlier campaign has left, if one did. */
    public static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FOR_PEOPLE));
        Files.deleteIfExists(directory.resolve(FOR_PROGRAMS));
    }

    public boolean holds() {
        return invariants.stream().allMatch(InvariantResult::holds);
    }

    /** Writes {@code report.md}, for people, and {@code report.json}, for programs, into the directory. */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(FOR_PEOPLE), WriteMarkdown.of(this));
            Files.writeString(directory.resolve(FOR_PROGRAMS), JSON.writeValueAsString(this) + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
