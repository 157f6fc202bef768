package dev.warren.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds installed programs on the {@code PATH} and in the places a short {@code PATH} leaves out. */
public final class Programs {

    private static final List<String> OFTEN_MISSING = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private Programs() {}

    public static Optional<Path> find(String name) {
        return onPath(name).findFirst();
    }

    /** All programs of this name, in the order of the {@code PATH}. */
    public static Stream<Path> onPath(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), OFTEN_MISSING.stream())
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile);
    }
}
