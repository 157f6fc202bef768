package dev.warren.chaos.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The clients of a campaign. */
public final class Load {

    private final Settings settings;

    /**
     * @param gateways base addresses; a client takes one that answers
     * @param ratePerSecond tasks submitted in a second, whatever the answers do
     * @param seed decides every task
     * @param journal directory of what clients intended and were told; made if missing
     */
    public record Settings(List<URI> gateways, int ratePerSecond, long seed, Path journal) {}

    /** Since the start. */
    public record Counts(long submitted, long accepted, long refused, long unanswered) {}

    public Load(Settings settings) {
        this.settings = settings;
    }

    public void start() {
        throw new UnsupportedOperationException("no load yet: " + settings);
    }

    /** Submits nothing more; answers still on their way are awaited and unanswered submits retried with their keys. */
    public void stop() {
        throw new UnsupportedOperationException("no load yet: " + settings);
    }

    /** Waits until every accepted task has ended. Returns whether that came true within the limit. */
    public boolean awaitQuiet(Duration limit) {
        throw new UnsupportedOperationException("no load yet: " + limit);
    }

    /** Adds tasks of one kind at once. */
    public void burst(Burst kind, int count) {
        throw new UnsupportedOperationException("no load yet: " + kind + count);
    }

    /** Replays up to so many dead letters through the API, and journals that; answers how many. */
    public int replayDeadLetters(int limit) {
        throw new UnsupportedOperationException("no load yet: " + limit);
    }

    public Counts counts() {
        return new Counts(0, 0, 0, 0);
    }
}
