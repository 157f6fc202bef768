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
 *     halves the work of the next start; made by the first process that ends in order, in its last seconds
 */
public record Program(Path jar, Path classes) {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /**
     * Whether the Java machine has ahead-of-time caches that one run makes (JEP 483 and 514). Before, it has archives of
     * classes, which save less.
     */
    private static final boolean HAS_CACHE = Runtime.version().feature() >= 25;

    /**
     * Profiles of methods (JEP 515) are those of a process that mostly started: compiled by them, code that is busy later
     * stays a quarter slower for good. The option is one for diagnosis, which another Java machine need not have.
     */
    private static final List<String> WITHOUT_PROFILES =
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    /** The default is a share of the machine's memory, and all of it becomes resident, also in an idle process. */
    private static final String YOUNG = "-Xmn64m";

    /** The first releases of 21 lack the option. */
    private static final boolean HAS_TRIM = Runtime.version().feature() >= 25;

    /** What the JIT compilers have used once is given back to the system each minute, and not kept for the next time. */
    private static final String TRIM = "-XX:TrimNativeHeapInterval=60000";

    /** @param home the directory in which nothing but this program lies */
    static Program in(Path home, String jar) {
        // A cache of another Java machine is ignored, and would never be made anew.
        String classes = HAS_CACHE ? "linked-" + Runtime.version() + ".aot" : "classes.jsa";
        return new Program(home.resolve(jar), home.resolve(classes));
    }

    /** @param keepsClasses whether this process is the one that makes {@link #classes()} where they are missing */
    public List<String> command(boolean keepsClasses) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m", YOUNG, "-XX:+UseSerialGC", "-Xlog:cds*=off"));
        if (HAS_TRIM) {
            command.add(TRIM);
        }
        if (HAS_CACHE) {
            useCache(command, keepsClasses);
        } else {
            useArchive(command, keepsClasses);
        }
        command.addAll(List.of("-jar", jar.toString()));
        return List.copyOf(command);
    }

    /** Whether the first process that ends in order takes its time, to make the cache. */
    boolean isToKeepClasses() {
        return HAS_CACHE && !Files.exists(classes);
    }

    private void useCache(List<String> command, boolean keepsClasses) {
        command.add("-Xlog:aot*=off");
        if (Files.exists(classes)) {
            command.add("-XX:AOTCache=" + classes);
        } else if (keepsClasses) {
            command.addAll(WITHOUT_PROFILES);
            command.add("-XX:AOTCacheOutput=" + classes);
        }
    }

    private void useArchive(List<String> command, boolean keepsClasses) {
        if (keepsClasses) {
            command.add("-XX:+AutoCreateSharedArchive");
        }
        if (keepsClasses || Files.exists(classes)) {
            command.add("-XX:SharedArchiveFile=" + classes);
        }
    }
}
