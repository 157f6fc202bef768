package dev.warren.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The processes of one server, in a file that outlives their owner. */
final class ProcessList {

    private final Path file;

    ProcessList(Path file) {
        this.file = file;
    }

    synchronized void add(OwnedProcess process) {
        var all = read();
        all.add(process);
        write(all);
    }

    synchronized void replace(OwnedProcess old, OwnedProcess current) {
        var all = read();
        all.remove(old);
        all.add(current);
        write(all);
    }

    synchronized void remove(OwnedProcess process) {
        var all = read();
        all.remove(process);
        write(all);
    }

    /** Stops what is still there, the youngest first. */
    synchronized void stopAll(Duration grace) {
        var all = read();
        all.reversed().forEach(process -> {
            process.stop(grace);
            Guard.ofThisProcess().release(process);
        });
        if (!all.isEmpty()) {
            write(List.of());
        }
    }

    private List<OwnedProcess> read() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(OwnedProcess::fromLine)
                            .collect(Collectors.toCollection(ArrayList::new))
                    : new ArrayList<>();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private void write(List<OwnedProcess> all) {
        PrivateFiles.write(
                file, all.stream().map(process -> process.toLine() + "\n").collect(Collectors.joining()));
    }
}
