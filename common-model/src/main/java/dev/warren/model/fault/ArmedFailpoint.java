package dev.warren.model.fault;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@link Failpoint} does at one of its passes, written {@code NAME=action@pass}; without {@code @}, at the first. */
final class ArmedFailpoint {

    /** What happens. */
    enum Action {
        /** The process ends as {@code kill -9} ends it. */
        HALT,
        /** The thread goes no further until the process ends. */
        HANG,
        /** The answer of the call is dropped as if the connection had broken. */
        LOSE
    }

    static final String PROPERTY = "warren.failpoints";
    static final String VARIABLE = "WARREN_FAILPOINTS";

    /** As of a process that was killed by signal 9. */
    private static final int EXIT_CODE = 137;

    private static final Pattern ENTRY = Pattern.compile("(\\w+)=(halt|hang|lose)(?:@([1-9]\\d{0,8}))?");

    private final Failpoint point;
    private final Action action;
    private final long at;
    private final AtomicLong passes = new AtomicLong();

    private ArmedFailpoint(Failpoint point, Action action, long at) {
        this.point = point;
        this.action = action;
        this.at = at;
    }

    static Map<Failpoint, ArmedFailpoint> ofThisProcess() {
        String asked = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        return asked == null ? Map.of() : parse(asked);
    }

    /** @throws IllegalArgumentException with a text for whoever started the process */
    static Map<Failpoint, ArmedFailpoint> parse(String asked) {
        var armed = new EnumMap<Failpoint, ArmedFailpoint>(Failpoint.class);
        for (String entry : asked.isBlank() ? new String[0] : asked.split(",", -1)) {
            ArmedFailpoint one = parseOne(entry.strip());
            if (armed.put(one.point, one) != null) {
                throw refused(one.point + " is asked for twice");
            }
        }
        return Collections.unmodifiableMap(armed);
    }

    private static ArmedFailpoint parseOne(String entry) {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches()) {
            throw refused("'" + entry + "' is not of the form NAME=halt@3, with halt, hang or lose");
        }
        Failpoint point = named(parts.group(1));
        Action action = Action.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
        if (action == Action.LOSE && !point.canLose()) {
            throw refused(point + " has no answer to lose");
        }
        return new ArmedFailpoint(point, action, parts.group(3) == null ? 1 : Long.parseLong(parts.group(3)));
    }

    private static Failpoint named(String name) {
        return Arrays.stream(Failpoint.values())
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> refused("there is no '" + name + "'; there are " + Arrays.toString(Failpoint.values())));
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(VARIABLE + " or " + PROPERTY + ": " + why);
    }

    /** Counts a pass and, if it is the one, acts; answers whether an answer is to be lost now. */
    boolean pass() {
        if (passes.incrementAndGet() != at) {
            return false;
        }
        // Not the log: a halt would not wait for it.
        System.err.println("FAILPOINT " + this);
        System.err.flush();
        return switch (action) {
            case HALT -> {
                Runtime.getRuntime().halt(EXIT_CODE);
                yield false;
            }
            case HANG -> {
                hang();
                yield false;
            }
            case LOSE -> true;
        };
    }

    private static void hang() {
        var never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // A thread that hangs hears nothing.
            }
        }
    }

    @Override
    public String toString() {
        return point + "=" + action.name().toLowerCase(Locale.ROOT) + "@" + at;
    }
}
