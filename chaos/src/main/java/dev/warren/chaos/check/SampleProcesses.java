package dev.warren.chaos.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Notes what each process of the platform holds once it is warm, and again at the end, for those that lived through. Two
 * looks a process: each stops it for a moment.
 */
public final class SampleProcesses implements AutoCloseable {

    static final String FILE = "samples.tsv";

    private static final Duration WARM = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Path file;
    private final Supplier<List<ProcessInfo>> living;
    private final Map<Long, Long> firstSeen = new HashMap<>();
    private final Set<Long> sampled = new HashSet<>();
    private final Thread thread =
            Thread.ofPlatform().name("chaos-samples").daemon().unstarted(this::lookUntilClosed);

    private SampleProcesses(Path file, Supplier<List<ProcessInfo>> living) {
        this.file = file;
        this.living = living;
    }

    /**
     * Begins to look.
     *
     * @param directory of the journal
     * @param living the gateways and workers that run at the moment
     */
    public static SampleProcesses start(Path directory, Supplier<List<ProcessInfo>> living) {
        var samples = new SampleProcesses(directory.resolve(FILE), living);
        samples.thread.start();
        return samples;
    }

    private void lookUntilClosed() {
        try {
            while (true) {
                for (ProcessInfo process : living.get()) {
                    long first = firstSeen.computeIfAbsent(process.pid(), ignored -> System.nanoTime());
                    boolean warm = System.nanoTime() - first >= WARM.toNanos();
                    if (warm && !sampled.contains(process.pid()) && sample(process)) {
                        sampled.add(process.pid());
                    }
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sample(ProcessInfo process) throws InterruptedException {
        ProcessSample sample = ProcessSample.take(process);
        if (sample == null) {
            return false;
        }
        try {
            Files.writeString(file, sample.toLine() + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** Call it when everything is quiet: looks once more at what lived through. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
            for (ProcessInfo process : living.get()) {
                if (sampled.contains(process.pid())) {
                    sample(process);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
