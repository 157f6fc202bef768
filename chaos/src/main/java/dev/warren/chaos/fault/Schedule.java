package dev.warren.chaos.fault;

import dev.warren.chaos.cluster.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which faults come when: the same seed and length, the same schedule. A long run has every kind once, in random order,
 * and then some again by weight; a short one has some of the most telling.
 */
public final class Schedule {

    /** So much time for each kind, and a run has all of them. */
    private static final int SECONDS_EACH = 30;

    private static final int LEAST = 7;
    /** How far into its share of the time a fault may be put off. */
    private static final double JITTER = 0.5;

    private final List<Planned> faults;

    /**
     * @param after the start of the faults
     * @param alone not beside another fault: two outages at once are for a few pairs only where one is the ledger's
     */
    public record Planned(Duration after, Fault fault, boolean alone) {}

    private Schedule(List<Planned> faults) {
        this.faults = List.copyOf(faults);
    }

    /** The kinds of faults there are. */
    public static Set<String> kinds() {
        return Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param window in which faults begin
     * @param only {@link #kinds()} to draw from, each at least once; empty for all
     */
    public static Schedule draw(long seed, Duration window, Size size, Set<String> only) {
        var random = new Random(seed);
        var draw = new Draw(random, size);
        int count = (int) Math.max(LEAST, window.toSeconds() / SECONDS_EACH);
        List<FaultKind> kinds = only.isEmpty() ? kinds(random, count) : chosen(random, count, only);
        List<Planned> planned = new ArrayList<>();
        double share = (double) window.toMillis() / kinds.size();
        for (int i = 0; i < kinds.size(); i++) {
            long after = (long) (share * (i + random.nextDouble() * JITTER));
            Fault fault = kinds.get(i).drawn(draw);
            boolean ledger = fault.touches().stream().anyMatch(name -> name.startsWith(Touch.LEDGER));
            boolean alone = ledger && !draw.oneIn(8);
            planned.add(new Planned(Duration.ofMillis(after), fault, alone));
        }
        return new Schedule(planned);
    }

    public List<Planned> faults() {
        return faults;
    }

    private static List<FaultKind> kinds(Random random, int count) {
        List<FaultKind> all = new ArrayList<>(Arrays.asList(FaultKind.values()));
        if (count < all.size()) {
            return few(random, count);
        }
        Collections.shuffle(all, random);
        while (all.size() < count) {
            all.add(byWeight(random));
        }
        return all;
    }

    private static List<FaultKind> chosen(Random random, int count, Set<String> only) {
        List<FaultKind> each = Arrays.stream(FaultKind.values())
                .filter(kind -> only.contains(kind.word()))
                .toList();
        List<FaultKind> kinds = new ArrayList<>();
        while (kinds.size() < count) {
            kinds.addAll(each);
        }
        Collections.shuffle(kinds, random);
        return kinds;
    }

    /** The telling ones first, which are at most so many; then any. */
    private static List<FaultKind> few(Random random, int count) {
        List<FaultKind> telling = new ArrayList<>();
        List<FaultKind> others = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            (kind.isTelling() ? telling : others).add(kind);
        }
        Collections.shuffle(telling, random);
        Collections.shuffle(others, random);
        telling.addAll(others);
        return new ArrayList<>(telling.subList(0, count));
    }

    private static FaultKind byWeight(Random random) {
        int sum = Arrays.stream(FaultKind.values()).mapToInt(FaultKind::weight).sum();
        int drawn = random.nextInt(sum);
        for (FaultKind kind : FaultKind.values()) {
            drawn -= kind.weight();
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }
}
