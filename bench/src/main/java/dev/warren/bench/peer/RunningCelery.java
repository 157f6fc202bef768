package dev.warren.bench.peer;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import dev.warren.bench.http.LoadResult;
import dev.warren.bench.platform.Layout;
import dev.warren.bench.platform.Node;
import dev.warren.bench.scenario.Tasks;
import dev.warren.local.cluster.ChildSpec;
import dev.warren.local.process.FreePorts;
import dev.warren.local.process.ServerDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The API and the worker, both of which are several processes. */
final class RunningCelery implements RunningPeer {

    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Longer than the API waits for the worker. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String COUNT = "select count(*) from celery_taskmeta";
    private static final String SUCCESSES =
            "select count(*), max(date_done) from celery_taskmeta where status = 'SUCCESS'";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CeleryProgram program;
    private final Node api;
    private final Node worker;
    private final URI address;

    private RunningCelery(CeleryProgram program, Node api, Node worker, URI address) {
        this.program = program;
        this.api = api;
        this.worker = worker;
        this.address = address;
    }

    /** Returns when the API is there and the worker answers it. */
    static RunningCelery start(CeleryProgram program, Layout layout, ServerDirectory processes) {
        int port = FreePorts.inARow(1);
        URI address = URI.create("http://127.0.0.1:" + port);
        Node worker = Node.start(spec("celery-worker", program.worker(), program, layout, address), processes);
        Node api = Node.start(spec("celery-api", program.api(port), program, layout, address), processes);
        var running = new RunningCelery(program, api, worker, address);
        try {
            worker.awaitReady(running::isReady);
            api.awaitReady(running::isReady);
            return running;
        } catch (IllegalStateException e) {
            running.close();
            throw e;
        }
    }

    /** Asks in HTTP 1.1: Uvicorn refuses a request that offers to change to HTTP 2. */
    private boolean isReady() {
        var request = HttpRequest.newBuilder(address.resolve("/ready"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ChildSpec spec(
            String name, List<String> command, CeleryProgram program, Layout layout, URI address) {
        return new ChildSpec(name, command, program.environment(), layout.log(name), address.resolve("/ready"), GRACE);
    }

    @Override
    public String version() {
        return program.python().versions();
    }

    @Override
    public List<Long> pids() {
        return List.of(api.pid(), worker.pid());
    }

    @Override
    public void empty() throws SQLException {
        // Celery makes its table when it stores the first result.
        if (program.database().number("select count(*) from pg_tables where tablename = 'celery_taskmeta'") > 0) {
            program.database().empty("celery_taskmeta");
        }
    }

    @Override
    public PeerLoad submit(Duration time) throws IOException {
        LoadResult result =
                new ClosedLoop(address, Tasks.one(), Tasks.CONNECTIONS, Limit.after(time)).run(new AtomicLong());
        return new PeerLoad(result.accepted(), result.began(), result.span(), result);
    }

    @Override
    public boolean hasOpenTasks(long accepted) throws SQLException {
        if (!api.isAlive() || !worker.isAlive()) {
            throw new PeerFailedException("a process of it has ended by itself");
        }
        return program.database().number(COUNT) < accepted;
    }

    /** Its table has one row a task whatever happens: that a task ran twice cannot be seen in it. */
    @Override
    public Instant lastEnd(long accepted) throws SQLException {
        long rows = program.database().number(COUNT);
        try (Connection connection = program.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SUCCESSES)) {
            row.next();
            long completed = row.getLong(1);
            LocalDateTime last = row.getObject(2, LocalDateTime.class);
            if (last == null || rows != accepted || completed != accepted) {
                throw new PeerFailedException(
                        "%,d tasks were accepted, %,d results are stored and %,d of them say SUCCESS"
                                .formatted(accepted, rows, completed));
            }
            return last.toInstant(ZoneOffset.UTC);
        }
    }

    @Override
    public void close() {
        http.close();
        api.terminate();
        worker.terminate();
        api.awaitEnd();
        worker.awaitEnd();
    }
}
