package dev.warren.gateway.sweep;

import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublicationLog.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds messages that the broker lost from queues that never run empty. Within one priority a queue hands out what came
 * first; where a message was claimed half a minute ago, each that was sent before it and was not is lost.
 */
@Component
final class RepublishOvertaken {

    static final Duration EVERY = Duration.ofSeconds(5);

    /** A row that was published n times is due 30 s × 2ⁿ after it was sent, an hour later at most. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final PublicationLog ledger;
    private final CountActions actions;
    private final SweepProperties properties;
    private final Map<Place, Track> tracks = new HashMap<>();

    RepublishOvertaken(PublicationLog ledger, CountActions actions, SweepProperties properties) {
        this.ledger = ledger;
        this.actions = actions;
        this.properties = properties;
    }

    private record Place(String agent, String lane, int priority) {}

    /** Looks how far the queues have come, and makes those due that were left behind. */
    void look() {
        long now = System.nanoTime();
        for (Progress progress : ledger.progress()) {
            var place = new Place(progress.agent(), progress.lane(), progress.priority());
            tracks.computeIfAbsent(place, key -> new Track(now)).saw(progress, now);
        }
        tracks.values().removeIf(track -> now - track.grewAt > FORGOTTEN_AFTER.toNanos());
        tracks.values().forEach(track -> republish(track, now));
    }

    private void republish(Track track, long now) {
        Progress overtaking = track.asOf(now, properties.overtakenAfter());
        if (overtaking == null || now - track.askAt < 0) {
            return;
        }
        int found = ledger.republishOvertaken(overtaking, properties.batch());
        actions.count(SweepAction.REPUBLISH_OVERTAKEN, found);
        track.askAt = found == properties.batch()
                ? now
                : now + properties.overtakenAfter().toNanos();
    }

    /** How far one priority of a queue has come, and when that was seen. */
    private static final class Track {

        private record Seen(Progress progress, long at) {}

        private final Deque<Seen> young = new ArrayDeque<>();
        private @Nullable Progress newest;
        private @Nullable Progress old;
        private long grewAt;
        private long askAt;

        Track(long now) {
            grewAt = now;
            askAt = now;
        }

        void saw(Progress progress, long now) {
            if (newest == null || progress.sentAt().isAfter(newest.sentAt())) {
                newest = progress;
                grewAt = now;
                young.add(new Seen(progress, now));
            }
        }

        /** What was seen at least {@code age} ago. */
        @Nullable
        Progress asOf(long now, Duration age) {
            while (!young.isEmpty() && now - young.peek().at() >= age.toNanos()) {
                old = young.poll().progress();
            }
            return old;
        }
    }
}
