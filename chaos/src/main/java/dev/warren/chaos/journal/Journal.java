package dev.warren.chaos.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the clients of a campaign meant to do and were told, one line each, written at once. */
public final class Journal implements AutoCloseable {

    private static final String FILE = "journal.tsv";

    private final OutputStream file;

    private Journal(OutputStream file) {
        this.file = file;
    }

    /** Appends to the journal of {@code directory}, which is made if missing. */
    public static Journal open(Path directory) {
        try {
            Files.createDirectories(directory);
            // Not interruptible, unlike a channel.
            return new Journal(new FileOutputStream(directory.resolve(FILE).toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written when this returns. */
    public void write(Entry entry) {
        byte[] line = (entry.toLine() + '\n').getBytes(UTF_8);
        synchronized (file) {
            try {
                file.write(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Hands every entry to {@code reader}, in the order in which they were written. */
    public static void read(Path directory, Consumer<Entry> reader) {
        try (var lines = Files.lines(directory.resolve(FILE))) {
            lines.map(Entry::parse).forEach(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
