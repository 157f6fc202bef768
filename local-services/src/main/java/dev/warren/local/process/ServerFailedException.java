package dev.warren.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A server could not be started, stopped or used; the message says why and, where there is a log, quotes its end. */
public class ServerFailedException extends RuntimeException {

    private static final int QUOTED_LINES = 15;

    public ServerFailedException(String message) {
        super(message);
    }

    public ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With the last lines of each log that has any. */
    public static ServerFailedException quoting(String message, Path... logs) {
        var text = new StringBuilder(message);
        for (var log : logs) {
            var lines = lastLines(log);
            if (!lines.isEmpty()) {
                text.append(System.lineSeparator())
                        .append("The end of ")
                        .append(log)
                        .append(':');
                lines.forEach(
                        line -> text.append(System.lineSeparator()).append("  ").append(line));
            }
        }
        return new ServerFailedException(text.toString());
    }

    private static List<String> lastLines(Path log) {
        try {
            var lines = Arrays.asList(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .stripTrailing()
                    .split("\\R"));
            return lines.size() == 1 && lines.getFirst().isBlank()
                    ? List.of()
                    : lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size());
        } catch (IOException noLog) {
            return List.of();
        }
    }
}
