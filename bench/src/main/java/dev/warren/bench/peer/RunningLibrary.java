package dev.warren.bench.peer;

import dev.warren.bench.inprocess.Counts;
import dev.warren.bench.inprocess.Enqueued;
import dev.warren.bench.inprocess.InProcess;
import dev.warren.bench.inprocess.Ready;
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
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A job scheduler that runs in a process of its own, the program {@link InProcess}. */
final class RunningLibrary implements RunningPeer {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Node process;
    private final URI commands;
    private final PeerDatabase database;
    private final JobTable table;

    private RunningLibrary(Node process, URI commands, PeerDatabase database, JobTable table) {
        this.process = process;
        this.commands = commands;
        this.database = database;
        this.table = table;
    }

    /**
     * Returns when it is ready.
     *
     * @param library as {@link InProcess} calls it
     */
    static RunningLibrary start(
            String library, PeerDatabase database, JobTable table, Path log, ServerDirectory processes) {
        int port = FreePorts.inARow(1);
        URI commands = URI.create("http://127.0.0.1:" + port);
        Node process = Node.start(
                new ChildSpec(
                        library,
                        InProcess.command(library, port),
                        InProcess.environment(database.jdbcUrl(), database.user(), database.password()),
                        log,
                        commands.resolve("/ready"),
                        GRACE),
                processes);
        var running = new RunningLibrary(process, commands, database, table);
        try {
            process.awaitReady();
            return running;
        } catch (IllegalStateException e) {
            running.close();
            throw e;
        }
    }

    @Override
    public String version() throws IOException, InterruptedException {
        return ask("/ready", Ready.class).version();
    }

    @Override
    public List<Long> pids() {
        return List.of(process.pid());
    }

    @Override
    public void empty() throws SQLException {
        database.empty(table.name());
    }

    @Override
    public PeerLoad submit(Duration time) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(commands.resolve("/load/" + time.toMillis()))
                .timeout(time.plus(PATIENCE))
                .POST(HttpRequest.BodyPublishers.ofString(Tasks.INPUT))
                .build();
        Enqueued enqueued = ask(request, Enqueued.class);
        return new PeerLoad(enqueued.accepted(), enqueued.began(), Duration.ofNanos(enqueued.nanos()), null);
    }

    /** Asks the process first, which costs nothing; a look into a large table would cost the measured span something. */
    @Override
    public boolean hasOpenTasks(long accepted) throws IOException, InterruptedException, SQLException {
        return counts().ended() < accepted || database.number(table.countOpen()) > 0;
    }

    @Override
    public Instant lastEnd(long accepted) throws IOException, InterruptedException, SQLException {
        Counts counts = counts();
        long kept = database.number(table.countEnded());
        if (counts.ran() != accepted || counts.ended() != accepted || kept != table.keptOf(accepted)) {
            throw new PeerFailedException(
                    "%,d jobs were accepted, they ran %,d times and ended %,d times, and %,d ended ones are in its table"
                            .formatted(accepted, counts.ran(), counts.ended(), kept));
        }
        return counts.lastEnd();
    }

    private Counts counts() throws IOException, InterruptedException {
        return ask("/done", Counts.class);
    }

    private <T> T ask(String path, Class<T> type) throws IOException, InterruptedException {
        return ask(
                HttpRequest.newBuilder(commands.resolve(path)).timeout(PATIENCE).build(), type);
    }

    private <T> T ask(HttpRequest request, Class<T> type) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new PeerFailedException("its process answers %d: %s".formatted(answer.statusCode(), answer.body()));
        }
        return JsonMapper.shared().readValue(answer.body(), type);
    }

    @Override
    public void close() {
        http.close();
        process.terminate();
        process.awaitEnd();
    }
}
