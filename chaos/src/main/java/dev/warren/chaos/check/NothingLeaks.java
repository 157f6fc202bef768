package dev.warren.chaos.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that lived through the faults holds at the end what it held once it was warm: a tenth more, and what a cache
 * or a pool may take that was not filled at first.
 */
final class NothingLeaks implements Invariant {

    private static final double TENTH = 1.1;
    private static final long MIB = 1024 * 1024;
    private static final long HEAP = 48 * MIB;
    private static final long THREADS = 25;
    private static final long FILES = 25;

    private final Path directory;

    NothingLeaks(Path directory) {
        this.directory = directory;
    }

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        Map<Long, List<ProcessSample>> byProcess = new LinkedHashMap<>();
        read().forEach(sample -> byProcess
                .computeIfAbsent(sample.pid(), ignored -> new ArrayList<>())
                .add(sample));
        for (List<ProcessSample> samples : byProcess.values()) {
            if (samples.size() > 1) {
                findings.looked();
                compare(samples.getFirst(), samples.getLast(), findings);
            }
        }
        return findings.result(
                "I12", "Memory, threads and connections of processes that lived through are back to the start");
    }

    private static void compare(ProcessSample first, ProcessSample last, Findings findings) {
        findings.note(
                "%s (pid %d, %d s): heap %d → %d MiB, threads %d → %d, open files %d → %d",
                last.name(),
                last.pid(),
                (last.millis() - first.millis()) / 1000,
                first.heap() / MIB,
                last.heap() / MIB,
                first.threads(),
                last.threads(),
                first.files(),
                last.files());
        compare(last, "bytes of heap", first.heap(), last.heap(), HEAP, findings);
        compare(last, "threads", first.threads(), last.threads(), THREADS, findings);
        compare(last, "open files", first.files(), last.files(), FILES, findings);
    }

    private static void compare(
            ProcessSample process, String what, long before, long after, long allowance, Findings findings) {
        if (after > before * TENTH + allowance) {
            findings.violation(
                    "%s (pid %d): %d %s, %d at the start", process.name(), process.pid(), after, what, before);
        }
    }

    private List<ProcessSample> read() {
        Path file = directory.resolve(SampleProcesses.FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream().map(ProcessSample::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
