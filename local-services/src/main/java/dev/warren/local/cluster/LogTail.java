package dev.warren.local.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines of a log file. */
public final class LogTail {

    private static final int MOST_BYTES = 256 * 1024;

    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at .+|\\.{3} \\d+ (more|common frames omitted))");

    private LogTail() {}

    /** The same without the frames of stack traces: what a person looks for is the messages between them. */
    public static List<String> withoutFrames(Path log, int lines) {
        List<String> messages = of(log, Integer.MAX_VALUE).stream()
                .filter(line -> !STACK_FRAME.matcher(line).matches())
                .toList();
        return messages.subList(Math.max(0, messages.size() - lines), messages.size());
    }

    /** At most {@code lines} lines from the end of {@code log}; none where there is no such file. */
    static List<String> of(Path log, int lines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - MOST_BYTES);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new ClusterFailure("cannot read %s (%s).".formatted(log, e), e);
        }
    }
}
