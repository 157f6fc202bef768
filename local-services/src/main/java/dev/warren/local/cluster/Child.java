package dev.warren.local.cluster;

import dev.warren.local.process.Ending;
import dev.warren.local.process.Launch;
import dev.warren.local.process.OwnedProcess;
import dev.warren.local.process.ServerDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One started process of a {@link ChildSpec}. It ends with the launcher, in whatever way that ends. */
public final class Child {

    private final ChildSpec spec;
    private final Process process;
    private final OwnedProcess owned;
    private final long started = System.nanoTime();

    private Child(ChildSpec spec, Process process, OwnedProcess owned) {
        this.spec = spec;
        this.process = process;
        this.owned = owned;
    }

    /** @param owner remembers the process, for the case that the launcher is killed */
    public static Child start(ChildSpec spec, ServerDirectory owner) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(spec.environment());
        try {
            Process process = Launch.detached(spec.command(), environment, spec.log());
            OwnedProcess owned = owner.own(process, Ending.TERMINATE);
            process.onExit().thenRun(() -> owner.disown(owned));
            return new Child(spec, process, owned);
        } catch (IOException e) {
            throw new ClusterFailure("%s cannot be started (%s).".formatted(spec, e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return spec.name();
    }

    ChildSpec spec() {
        return spec;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean isReady() {
        return isAlive() && Readiness.isConfirmedBy(spec.readiness());
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Completes with the exit code. */
    CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks it to end. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its end, at most as long as {@code limit}, then kills it. Returns whether it ended by itself. */
    public boolean awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        owned.kill();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        return false;
    }
}
