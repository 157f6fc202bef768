package dev.warren.chaos.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

/**
 * Turns the machine's monotonic clock into the time of day. All processes of a campaign run on one machine, where
 * {@link System#nanoTime()} means the same in each; so nobody's time of day needs to be trusted but the ledger's.
 *
 * @param epochMicros time of day in microseconds since 1970, at {@code nanos} of the monotonic clock
 */
public record RunClock(long epochMicros, long nanos) {

    private static final String FILE = "clock.properties";

    /** Both clocks, read together. */
    public static RunClock now() {
        return new RunClock(micros(Instant.now()), System.nanoTime());
    }

    /** Microseconds since 1970 at this reading of the monotonic clock. */
    public long micros(long nanoTime) {
        return epochMicros + (nanoTime - nanos) / 1000;
    }

    /** Microseconds since 1970. */
    public static long micros(Instant time) {
        return Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1000;
    }

    public void write(Path directory) {
        var properties = new Properties();
        properties.setProperty("epochMicros", Long.toString(epochMicros));
        properties.setProperty("nanos", Long.toString(nanos));
        try (var file = Files.newBufferedWriter(directory.resolve(FILE))) {
            properties.store(file, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RunClock read(Path directory) {
        var properties = new Properties();
        try (var file = Files.newBufferedReader(directory.resolve(FILE))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunClock(
                Long.parseLong(properties.getProperty("epochMicros")), Long.parseLong(properties.getProperty("nanos")));
    }
}
