package dev.warren.bench.peer;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A peer that runs. */
public interface RunningPeer extends AutoCloseable {

    String version() throws IOException, InterruptedException;

    /** The first of each of its own processes; what these have started belongs to it too. */
    List<Long> pids();

    /** Takes out all tasks. None may run or wait meanwhile. */
    void empty() throws IOException, SQLException;

    /** Submits tasks as fast as the peer takes them and returns when the last one is accepted. */
    PeerLoad submit(Duration time) throws IOException, InterruptedException;

    /**
     * Whether a task has not ended yet.
     *
     * @param accepted how many there are
     */
    boolean hasOpenTasks(long accepted) throws IOException, InterruptedException, SQLException;

    /**
     * When the last one ended.
     *
     * @param accepted how many there must be, each of them done once, as far as the peer can tell
     * @throws PeerFailedException where it is not so
     */
    Instant lastEnd(long accepted) throws IOException, InterruptedException, SQLException;

    /** Ends its processes. */
    @Override
    void close();
}
