package dev.warren.local.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code warren logs [name]}: the last lines of one log, or a few of each. */
final class ShowLogs {

    private static final int LINES_OF_ONE = 200;
    private static final int LINES_OF_EACH = 10;
    private static final String SUFFIX = ".log";

    private final ClusterDirectory directory;
    private final PrintStream out;

    ShowLogs(ClusterDirectory directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    int run(@Nullable String name) {
        List<String> names = names();
        if (names.isEmpty()) {
            throw new ClusterFailure("there are no logs in %s yet.".formatted(directory.logs()));
        }
        if (name == null) {
            names.forEach(each -> print(each, LINES_OF_EACH));
        } else if (names.contains(name)) {
            print(name, LINES_OF_ONE);
        } else {
            throw new Misuse("there is no log '%s'. There are: %s.".formatted(name, String.join(", ", names)));
        }
        return 0;
    }

    private void print(String name, int lines) {
        Path log = directory.log(name);
        out.printf("== %s (%s)%n", name, log);
        LogTail.of(log, lines).forEach(out::println);
    }

    private List<String> names() {
        if (!Files.isDirectory(directory.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.logs())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ClusterFailure("cannot list %s (%s).".formatted(directory.logs(), e), e);
        }
    }
}
