package dev.warren.worker.progress;

import static java.util.stream.Collectors.groupingBy;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksProgressed;
import dev.warren.model.topology.Topology;
import dev.warren.store.progress.Progress;
import dev.warren.store.progress.ReportProgress;
import dev.warren.store.worker.Lease;
import dev.warren.worker.event.PlainText;
import dev.warren.worker.event.SendEvents;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Tells how far attempts are: the newest of each, of all together at most once a second, as an event and in the ledger.
 * Nobody relies on it; what the ledger does not take is dropped.
 */
public final class TellProgress implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TellProgress.class);
    private static final long EVERY = Duration.ofSeconds(1).toNanos();
    private static final int LONGEST_MESSAGE = 1_000;
    /** Of one event message, which must stay below 1 MiB. */
    private static final int MOST_TASKS = 200;

    private record Said(Speaker who, double fraction, String message) {}

    private final ReportProgress ledger;
    private final SendEvents events;
    private final MessageCodec<TasksProgressed> codec = new MessageCodec<>(TasksProgressed.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Map<Lease, Said> newest = new LinkedHashMap<>();
    private final Thread thread;

    public TellProgress(ReportProgress ledger, SendEvents events) {
        this.ledger = ledger;
        this.events = events;
        this.thread = Thread.ofVirtual().name("warren-progress").start(this::tellUntilClosed);
    }

    /** Never blocks for long. */
    public void tell(Speaker who, double fraction, String message) {
        String text = PlainText.of(message);
        String kept = text.length() <= LONGEST_MESSAGE ? text : PlainText.of(text.substring(0, LONGEST_MESSAGE));
        lock.lock();
        try {
            newest.put(who.lease(), new Said(who, Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0, 1), kept));
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    private void tellUntilClosed() {
        try {
            while (true) {
                List<Said> said = takeAll();
                long began = System.nanoTime();
                try {
                    send(said);
                    write(said);
                } catch (RuntimeException e) {
                    log.error("Telling progress failed, goes on", e);
                }
                Thread.sleep(Duration.ofNanos(Math.max(0, EVERY - (System.nanoTime() - began))));
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private List<Said> takeAll() throws InterruptedException {
        lock.lock();
        try {
            while (newest.isEmpty()) {
                something.await();
            }
            List<Said> all = List.copyOf(newest.values());
            newest.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void send(List<Said> said) {
        List<TasksProgressed.Progressed> tasks = said.stream()
                .map(each -> new TasksProgressed.Progressed(
                        each.who().lease().task(),
                        each.who().run(),
                        each.who().attempt(),
                        each.fraction(),
                        each.message()))
                .toList();
        IntStream.iterate(0, from -> from < tasks.size(), from -> from + MOST_TASKS)
                .mapToObj(from -> tasks.subList(from, Math.min(tasks.size(), from + MOST_TASKS)))
                .forEach(some -> events.send(
                        Topology.EVENT_PROGRESS, TasksProgressed.TYPE, codec.write(new TasksProgressed(some))));
    }

    private void write(List<Said> said) {
        said.stream().collect(groupingBy(each -> each.who().incarnation())).forEach((incarnation, own) -> {
            try {
                ledger.report(
                        incarnation.id(),
                        own.stream()
                                .map(each -> new Progress(each.who().lease(), each.fraction(), each.message()))
                                .toList());
            } catch (DataAccessException e) {
                log.debug("Drops what {} tasks say of their progress, the ledger does not take it", own.size(), e);
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
