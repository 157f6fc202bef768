package dev.warren.chaos.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/** How many due tasks waited for a claim at any moment of the campaign. Times are microseconds. */
final class Backlog {

    /** So many seconds' worth of tasks are worked off beside the load before anybody misses a target over them. */
    private static final int CROWD_SECONDS = 5;

    private final long[] begins;
    private final long[] ends;
    private final long most;

    private Backlog(long[] begins, long[] ends, long most) {
        this.begins = begins;
        this.ends = ends;
        this.most = most;
    }

    static Backlog of(Collection<TaskHistory> tasks) {
        LongStream.Builder begins = LongStream.builder();
        LongStream.Builder ends = LongStream.builder();
        for (TaskHistory task : tasks) {
            for (TaskHistory.Claim claim : task.claims()) {
                if (claim.since() != Times.NONE && claim.at() != Times.NONE) {
                    begins.add(claim.since());
                    ends.add(claim.at());
                }
            }
        }
        long[] sorted = sorted(begins);
        long[] claims = sorted(ends);
        long seconds = claims.length == 0 ? 1 : (claims[claims.length - 1] - sorted[0]) / Times.SECOND + 1;
        return new Backlog(sorted, claims, Math.max(1, CROWD_SECONDS * claims.length / seconds));
    }

    /** Whether more tasks waited than are claimed in 5 s of the campaign, on average. */
    boolean isCrowdedAt(long moment) {
        return upTo(begins, moment) - upTo(ends, moment) > most;
    }

    private static long[] sorted(LongStream.Builder times) {
        return times.build().sorted().toArray();
    }

    /** How many of the sorted {@code times} are not after {@code moment}. */
    private static int upTo(long[] times, long moment) {
        int found = Arrays.binarySearch(times, moment + 1);
        int next = found < 0 ? -found - 1 : found;
        while (next > 0 && times[next - 1] > moment) {
            next--;
        }
        return next;
    }
}
