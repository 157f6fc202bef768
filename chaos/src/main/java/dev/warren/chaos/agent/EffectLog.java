package dev.warren.chaos.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warren.worker.agent.AgentContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the agents of this process did, in a file that no fault reaches: one {@code write} a line, appended, so that it
 * survives the death of the process at any moment. Times are the machine's monotonic clock in nanoseconds. The lines:
 *
 * <pre>
 * P nanos pid name                         a process begins
 * S nanos execution stopped task run attempt  an attempt starts
 * T nanos execution stopped                it still runs; "stopped" is 1 once the worker has told it to stop
 * E nanos execution stopped how            it ends
 * W nanos from                             the process stood still from then until now
 * </pre>
 */
public final class EffectLog {

    private final String name;
    private final OutputStream file;
    private final AtomicLong executions = new AtomicLong();

    /** A new file in {@code directory}, which is made if missing. */
    public EffectLog(Path directory, String worker) {
        long pid = ProcessHandle.current().pid();
        long nanos = System.nanoTime();
        name = worker + '-' + pid + '-' + nanos;
        try {
            Files.createDirectories(directory);
            // A stream, not a channel: an interrupted thread would close that.
            file = new FileOutputStream(directory.resolve(name + ".log").toFile(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("P\t" + nanos + '\t' + pid + '\t' + worker);
    }

    /** Notes that an attempt starts; answers the number of its execution in this process, from 1. */
    long start(AgentContext context) {
        long execution = executions.incrementAndGet();
        write(moment('S', execution, context)
                + '\t'
                + context.taskId()
                + '\t'
                + context.run()
                + '\t'
                + context.attempt());
        return execution;
    }

    void tick(long execution, AgentContext context) {
        write(moment('T', execution, context));
    }

    void end(long execution, AgentContext context, String how) {
        write(moment('E', execution, context) + '\t' + how);
    }

    void stoodStill(long from, long until) {
        write("W\t" + until + '\t' + from);
    }

    /** What names an execution in all processes; its result carries this. */
    String token(long execution) {
        return token(name, execution);
    }

    /** As {@link #token(long)}, of the file of that name without its extension. */
    public static String token(String file, long execution) {
        return file + '#' + execution;
    }

    private static String moment(char kind, long execution, AgentContext context) {
        // The flag first: what happens between the two readings then counts as before the stop.
        boolean stopped = context.canceled();
        return kind + "\t" + System.nanoTime() + '\t' + execution + '\t' + (stopped ? '1' : '0');
    }

    private void write(String line) {
        byte[] bytes = (line + '\n').getBytes(UTF_8);
        synchronized (file) {
            try {
                file.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
