package dev.warren.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that we started. A process id alone may belong to somebody else by now, so the time of its start and its
 * command are kept beside it, and nothing is signalled that does not match both.
 *
 * @param command the path of its program; empty while a launcher has not yet become the server
 */
public record OwnedProcess(long pid, Instant started, Ending ending, String command) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final Duration DYING = Duration.ofSeconds(10);

    /** The process as it is known right after its start. */
    public static OwnedProcess launched(ProcessHandle process, Ending ending) {
        return new OwnedProcess(process.pid(), process.info().startInstant().orElseGet(Instant::now), ending, "");
    }

    /** The same process, now that it has become the server. */
    public OwnedProcess settled() {
        var program = ProcessHandle.of(pid).flatMap(process -> process.info().command());
        return new OwnedProcess(pid, started, ending, program.orElse(""));
    }

    /** The living process, where it is still the one that was started. */
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(OwnedProcess::isRunning).filter(this::isTheSame);
    }

    /** Asks it to end in its own manner, and kills it after the grace. Returns when it is gone. */
    public void stop(Duration grace) {
        alive().ifPresent(process -> {
            ending.ask(process);
            if (!isGoneWithin(process, grace)) {
                kill();
            }
        });
    }

    /** Kills it and its children, and returns when they are gone. */
    public void kill() {
        alive().ifPresent(process -> {
            var family =
                    Stream.concat(Stream.of(process), process.descendants()).toList();
            Ending.KILL.ask(process);
            family.forEach(member -> isGoneWithin(member, DYING));
        });
    }

    String toLine() {
        return pid + " " + started.toEpochMilli() + " " + ending + " " + command;
    }

    static OwnedProcess fromLine(String line) {
        var parts = line.split(" ", 4);
        return new OwnedProcess(
                Long.parseLong(parts[0]),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                Ending.valueOf(parts[2]),
                parts[3]);
    }

    private boolean isTheSame(ProcessHandle process) {
        var info = process.info();
        var now = info.command().orElse("");
        var start = info.startInstant().orElse(started);
        return Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) <= 0
                && (command.isEmpty() || now.isEmpty() || now.equals(command));
    }

    /** Java counts a process as alive that is dead and whose parent has not asked for its exit code. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException goneOrNotLinux) {
            return false;
        }
    }

    /** Polls, because Java's own wait for a process that is not its child looks only every few hundred milliseconds. */
    private static boolean isGoneWithin(ProcessHandle process, Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (isRunning(process) && System.nanoTime() < end) {
            Pause.of(Duration.ofMillis(10));
        }
        return !isRunning(process);
    }
}
