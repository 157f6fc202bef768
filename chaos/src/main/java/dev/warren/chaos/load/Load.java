package dev.warren.chaos.load;

import dev.warren.chaos.journal.Entry;
import dev.warren.chaos.journal.Entry.Purpose;
import dev.warren.chaos.journal.Journal;
import dev.warren.chaos.journal.RunClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of a campaign: open-loop, so that a platform that is slow is not spared. */
public final class Load {

    private static final Logger log = LoggerFactory.getLogger(Load.class);

    /** How long after the end unanswered submissions are tried again. */
    private static final Duration LAST_TRIES = Duration.ofSeconds(90);
    /** Numbers of bursts start here, far from those of the ordinary load. */
    private static final long FIRST_OF_BURSTS = 1_000_000_000L;

    private static final int BURST_AT_ONCE = 32;

    private final Settings settings;
    private final Journal journal;
    private final Gateways gateways;
    private final Tally tally = new Tally();
    private final AtomicLong clients = new AtomicLong();
    private final SubmitUntilAnswered submit;
    private final CancelUntilAnswered cancel;
    private final AtomicLong bursts = new AtomicLong(FIRST_OF_BURSTS);
    private volatile boolean stopped;
    private volatile boolean givenUp;
    private @Nullable Thread pump;

    /**
     * @param gateways base addresses; a client takes one that answers
     * @param ratePerSecond tasks submitted in a second, whatever the answers do
     * @param seed decides every task
     * @param journal directory of what clients intended and were told; made if missing
     */
    public record Settings(List<URI> gateways, int ratePerSecond, long seed, Path journal) {}

    /**
     * Tasks since the start, each of a batch counted.
     *
     * @param refused for good
     * @param unanswered so far
     * @param answers by status and problem, and errors by name; a submission may have several
     */
    public record Counts(long submitted, long accepted, long refused, long unanswered, Map<String, Long> answers) {}

    public Load(Settings settings) {
        this.settings = settings;
        this.journal = Journal.open(settings.journal());
        this.gateways = new Gateways(settings.gateways());
        this.submit = new SubmitUntilAnswered(gateways, journal, tally, () -> givenUp);
        this.cancel = new CancelUntilAnswered(gateways, journal, () -> givenUp);
    }

    public void start() {
        RunClock clock = RunClock.now();
        clock.write(settings.journal());
        var draw = new DrawSubmissions(settings.seed(), settings.ratePerSecond(), clock.epochMicros() / 1000);
        pump = Thread.ofPlatform().name("chaos-load").start(() -> pump(draw, clock.nanos()));
    }

    /** Submits nothing more; answers still on their way are awaited and unanswered submits retried with their keys. */
    public void stop() {
        stopped = true;
        Thread pumping = pump;
        try {
            if (pumping != null) {
                pumping.join();
            }
            if (!awaitClients(LAST_TRIES)) {
                log.warn("{} submissions have no answer and are given up", tally.open.sum());
                givenUp = true;
                awaitClients(Duration.ofSeconds(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until every accepted task has ended. Returns whether that came true within the limit. */
    public boolean awaitQuiet(Duration limit) {
        try {
            return new AwaitEnds(gateways).await(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Adds tasks of one kind at once. Returns when they are on their way, not when they are accepted. */
    public void burst(Burst kind, int count) {
        long first = bursts.getAndAdd(count);
        var random = new SplittableRandom(settings.seed() ^ first);
        var atOnce = new Semaphore(BURST_AT_ONCE);
        for (int i = 0; i < count; i++) {
            Submission submission = DrawBurst.draw(kind, first + i, random);
            begin(submission, atOnce);
        }
    }

    /** Replays up to so many dead letters through the API, and journals that; answers how many. */
    public int replayDeadLetters(int limit) {
        try {
            return new ReplayDeadLetters(gateways, journal).replay(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    public Counts counts() {
        return new Counts(
                tally.intended.sum(), tally.accepted.sum(), tally.refused.sum(), tally.open.sum(), tally.answers());
    }

    private void pump(DrawSubmissions draw, long started) {
        var unlimited = new Semaphore(Integer.MAX_VALUE);
        while (!stopped) {
            Submission next = draw.next();
            long left = started + next.at().toNanos() - System.nanoTime();
            if (left > 0) {
                try {
                    TimeUnit.NANOSECONDS.sleep(left);
                } catch (InterruptedException e) {
                    return;
                }
            }
            if (!stopped) {
                begin(next, unlimited);
            }
        }
    }

    private void begin(Submission submission, Semaphore atOnce) {
        tally.open.increment();
        tally.intended.add(submission.specs().size());
        client(() -> first(submission, atOnce));
        Duration again = submission.duplicateAfter();
        if (again != null) {
            client(() -> {
                Thread.sleep(again);
                submit.submit(submission, Purpose.DUPLICATE);
            });
        }
    }

    private void first(Submission submission, Semaphore atOnce) throws InterruptedException {
        List<@Nullable UUID> tasks;
        atOnce.acquire();
        try {
            for (int i = 0; i < submission.specs().size(); i++) {
                journal.write(new Entry.Intended(
                        System.nanoTime(),
                        submission.number(),
                        i,
                        submission.specs().get(i)));
            }
            tasks = submit.submit(submission, Purpose.ORIGINAL);
        } finally {
            atOnce.release();
        }
        tally.open.decrement();
        long accepted = tasks.stream().filter(task -> task != null).count();
        tally.accepted.add(accepted);
        tally.refused.add(givenUp ? 0 : submission.specs().size() - accepted);
        if (accepted > 0) {
            follow(submission, tasks.getFirst());
        }
    }

    private void follow(Submission submission, @Nullable UUID task) {
        Duration other = submission.otherBodyAfter();
        if (other != null) {
            client(() -> {
                Thread.sleep(other);
                submit.submit(submission, Purpose.OTHER_BODY);
            });
        }
        Duration canceled = submission.cancelAfter();
        if (canceled != null && task != null) {
            client(() -> {
                Thread.sleep(canceled);
                cancel.cancel(task);
            });
        }
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    private void client(Interruptible work) {
        clients.incrementAndGet();
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.error("A client of the campaign has failed", e);
                tally.answer("client failed: " + e.getClass().getSimpleName());
            } finally {
                clients.decrementAndGet();
            }
        });
    }

    private boolean awaitClients(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (clients.get() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(100);
        }
        return clients.get() == 0;
    }
}
