package dev.warren.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A short command whose output is wanted. */
public record Command(
        List<String> words,
        Map<String, String> environment,
        @Nullable Path directory,
        Duration limit) {

    private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    public static Command of(String... words) {
        return of(List.of(words));
    }

    public static Command of(List<String> words) {
        return new Command(words, Map.of(), null, USUAL_LIMIT);
    }

    public Command in(Path directory) {
        return new Command(words, environment, directory, limit);
    }

    public Command with(Map<String, String> environment) {
        return new Command(words, environment, directory, limit);
    }

    public Command within(Duration limit) {
        return new Command(words, environment, directory, limit);
    }

    /** Runs it. An ending in time is a result, whatever its code; a program that is not there is one with code 127. */
    public Result run() {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException notThere) {
            return new Result(127, String.valueOf(notThere.getMessage()));
        }
        var output = CompletableFuture.supplyAsync(() -> read(process));
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(process.exitValue(), output.join());
            }
            Ending.KILL.ask(process.toHandle());
            return new Result(124, output.join() + "\n(ended after " + limit.toSeconds() + " s)");
        } catch (InterruptedException interrupted) {
            Ending.KILL.ask(process.toHandle());
            Thread.currentThread().interrupt();
            return new Result(130, "interrupted");
        }
    }

    /** Runs it and gives its output, or throws what it said. */
    public String output() {
        var result = run();
        if (!result.succeeded()) {
            throw new ServerFailedException(
                    "`%s` ended with code %d:%n%s".formatted(String.join(" ", words), result.code(), result.output()));
        }
        return result.output();
    }

    private static String read(Process process) {
        try (var in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException closed) {
            return "";
        }
    }

    /** What the command printed on both streams, and its exit code. */
    public record Result(int code, String output) {

        public boolean succeeded() {
            return code == 0;
        }
    }
}
