package dev.warren.bench.peer;

import dev.warren.local.process.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Python sources on disk, and how each of the two processes is started from them. */
record CeleryProgram(Python python, Path sources, String brokerUri, PeerDatabase database) {

    private static final String TASKS = "warren_peer_tasks";
    private static final String API = "warren_peer_api";
    /** As many as the machine has cores, like Celery's own default. */
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    /** Two share what one interpreter's lock would hold back. */
    private static final int SERVERS = 2;

    /** @param brokerUri a secret, not for logs */
    static CeleryProgram written(Python python, Path sources, String brokerUri, PeerDatabase database)
            throws IOException {
        PrivateFiles.createDirectories(sources);
        for (String module : List.of(TASKS, API)) {
            String file = module + ".py";
            try (InputStream in = CeleryProgram.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("the benchmark has lost its " + file);
                }
                Files.copy(in, sources.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new CeleryProgram(python, sources, brokerUri, database);
    }

    List<String> api(int port) {
        return List.of(
                python.program().toString(),
                "-m",
                "uvicorn",
                API + ":app",
                "--host=127.0.0.1",
                "--port=" + port,
                "--workers=" + SERVERS,
                "--loop=uvloop",
                "--http=httptools",
                "--no-access-log",
                "--log-level=warning");
    }

    List<String> worker() {
        return List.of(
                python.program().toString(),
                "-m",
                "celery",
                "--app=" + TASKS,
                "worker",
                "--concurrency=" + WORKERS,
                "--loglevel=WARNING",
                "--without-gossip",
                "--without-mingle",
                "--without-heartbeat");
    }

    /** Of both; secrets do not belong into a command line. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PYTHONPATH", sources.toString());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("WARREN_PEER_BROKER", brokerUri);
        environment.put("WARREN_PEER_DATABASE", database.place());
        environment.put("PGUSER", database.user());
        environment.put("PGPASSWORD", database.password());
        return Map.copyOf(environment);
    }

    /** Without the address of the broker, which holds a password. */
    @Override
    public String toString() {
        return sources.toString();
    }
}
