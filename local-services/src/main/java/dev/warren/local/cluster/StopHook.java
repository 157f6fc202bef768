package dev.warren.local.cluster;

/**
 * Ends in order what a command runs when the command is told to end, as Ctrl-C does. Closed once the command has ended by
 * itself. What is stopped may be stopped twice, or in the middle of its start; the watchdog ends what this one misses.
 */
public final class StopHook implements AutoCloseable {

    /** Exit code of a command that was interrupted. */
    public static final int INTERRUPTED = 130;

    private final Thread hook;

    private StopHook(Thread hook) {
        this.hook = hook;
    }

    /** Calls {@code stop} where the command is told to end, and ends it with {@link #INTERRUPTED}. */
    public static StopHook of(Runnable stop) {
        var hook = new Thread(
                () -> {
                    stop.run();
                    Runtime.getRuntime().halt(INTERRUPTED);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook does its work, and this thread has nothing left to do.
            Thread.currentThread().interrupt();
        }
    }
}
