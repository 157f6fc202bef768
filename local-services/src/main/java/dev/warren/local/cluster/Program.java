package dev.warren.local.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway or a worker as it is run here.
 *
 * @param jar with its libraries beside it
 * @param classes where the Java machine keeps the classes of an earlier run in the form in which it loads them, which
 *     halves the work of the next start; made by the first process that ends in order
 */
public record Program(Path jar, Path classes) {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** @param keepsClasses whether this process is the one that makes {@link #classes()} where they are missing or stale */
    public List<String> command(boolean keepsClasses) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m", "-XX:+UseSerialGC", "-Xlog:cds*=off"));
        if (keepsClasses) {
            command.add("-XX:+AutoCreateSharedArchive");
        }
        if (keepsClasses || Files.exists(classes)) {
            command.add("-XX:SharedArchiveFile=" + classes);
        }
        command.addAll(List.of("-jar", jar.toString()));
        return List.copyOf(command);
    }
}
