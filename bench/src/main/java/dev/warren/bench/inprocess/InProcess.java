package dev.warren.bench.inprocess;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The program of the peers that are Java libraries: one of them in a process of its own, with its producers, as in an
 * application that does its own jobs. It obeys {@link Commands}.
 */
public final class InProcess {

    public static final String JOBRUNR = "jobrunr";
    public static final String DB_SCHEDULER = "db-scheduler";

    private static final String URL = "WARREN_PEER_DATABASE_URL";
    private static final String USER = "WARREN_PEER_DATABASE_USER";
    private static final String PASSWORD = "WARREN_PEER_DATABASE_PASSWORD";

    /** Producers, workers and the library's own. Of what was tried on two cores, 16 to 64, this did best. */
    private static final int CONNECTIONS = 40;

    private InProcess() {}

    /** @param arguments which library, and the port of its commands */
    public static void main(String[] arguments) throws IOException {
        var done = new Done();
        JobLibrary library = library(arguments[0], dataSource(System.getenv()), done);
        Commands.serve(Integer.parseInt(arguments[1]), library, done);
    }

    private static JobLibrary library(String name, DataSource database, Done done) {
        return switch (name) {
            case JOBRUNR -> JobRunrLibrary.start(database, done);
            case DB_SCHEDULER -> DbSchedulerLibrary.start(database, done);
            default -> throw new IllegalArgumentException("there is no library " + name);
        };
    }

    private static DataSource dataSource(Map<String, String> environment) {
        var config = new HikariConfig();
        config.setJdbcUrl(environment.get(URL));
        config.setUsername(environment.get(USER));
        config.setPassword(environment.get(PASSWORD));
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    /** How to start it, with as much memory as a gateway or a worker has, from where this program's own classes are. */
    public static List<String> command(String library, int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options = List.of(java, "-Xmx512m", "-XX:+UseSerialGC", "-cp", classPath);
        List<String> words = new ArrayList<>(options);
        if (InProcess.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
            words.add(InProcess.class.getName());
        } else {
            // In the packaged jar its classes lie deeper than Java itself looks.
            words.add("-Dloader.main=" + InProcess.class.getName());
            words.add("org.springframework.boot.loader.launch.PropertiesLauncher");
        }
        words.add(library);
        words.add(Integer.toString(port));
        return List.copyOf(words);
    }

    /** What it must find in its environment; secrets do not belong into a command line. */
    public static Map<String, String> environment(String jdbcUrl, String user, String password) {
        return Map.of(URL, jdbcUrl, USER, user, PASSWORD, password);
    }
}
