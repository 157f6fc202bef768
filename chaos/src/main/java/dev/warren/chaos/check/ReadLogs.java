package dev.warren.chaos.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what gateways, workers and the broker have logged. */
final class ReadLogs {

    private static final Pattern ERROR = Pattern.compile("\\bERROR\\b|\\[error\\]");
    /** Messages that went in a circle, data that two processes broke, exceptions that nobody expected. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("Message dropped|cycle detected|deadlock detected|duplicate key value|may not go from"
                    + "|integrity_constraint_violation|NullPointerException|ConcurrentModificationException"
                    + "|IllegalStateException: the row");

    private static final Pattern TIMESTAMP =
            Pattern.compile("^\\S*\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.,]\\d+\\S*\\s*");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int LONGEST = 160;

    private long lines;
    private final Map<String, Long> errors = new TreeMap<>();
    private final List<String> forbidden = new ArrayList<>();

    private ReadLogs() {}

    static LogFacts read(Path directory) {
        var reader = new ReadLogs();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.filter(file -> file.toString().endsWith(".log")).sorted().forEach(reader::readFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new LogFacts(reader.lines, reader.errors, reader.forbidden);
    }

    private void readFile(Path file) {
        // Byte for byte: the broker's logs are not always UTF-8.
        try (BufferedReader log = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                lines++;
                if (ERROR.matcher(line).find()) {
                    errors.merge(
                            file.getFileName().toString().replaceAll("[-\\d]*\\.log$", "") + ": " + kind(line),
                            1L,
                            Long::sum);
                }
                if (FORBIDDEN.matcher(line).find()) {
                    forbidden.add(file.getFileName() + ": " + cut(line));
                }
            }
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("every byte is a character of " + StandardCharsets.ISO_8859_1, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kind(String line) {
        String text = TIMESTAMP.matcher(line).replaceFirst("");
        text = HEX.matcher(text).replaceAll("#");
        return cut(NUMBER.matcher(text).replaceAll("#").replaceAll("\\s+", " "));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
