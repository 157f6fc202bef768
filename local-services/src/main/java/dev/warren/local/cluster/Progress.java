package dev.warren.local.cluster;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lines for the person who waits, each with the seconds since the start. */
public final class Progress {

    private final PrintStream out;
    private final long began = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String line) {
        out.printf("[%5.1fs] %s%n", elapsed().toMillis() / 1000.0, line);
        out.flush();
    }

    public void saying(String format, @Nullable Object... values) {
        say(format.formatted(values));
    }

    /** A text without a time: a result, not a step. */
    public void print(String text) {
        out.println(text);
        out.flush();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
