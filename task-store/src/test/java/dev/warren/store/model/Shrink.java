package dev.warren.store.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing list short: leaves out ever smaller parts of it as long as what is left still fails (delta debugging,
 * Zeller and Hildebrandt, 2002). What remains fails, and with any single element left out it does not.
 */
final class Shrink {

    private Shrink() {}

    /**
     * @param failing a list for which {@code fails} holds
     * @param mostTries after which the shortest list so far is answered
     */
    static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails, int mostTries) {
        List<T> shortest = failing;
        int tries = 0;
        int part = Math.max(1, failing.size() / 2);
        int from = 0;
        boolean shortened = false;
        while (tries < mostTries && !shortest.isEmpty()) {
            if (from >= shortest.size()) {
                if (part == 1 && !shortened) {
                    return shortest;
                }
                part = Math.max(1, part / 2);
                from = 0;
                shortened = false;
            }
            List<T> rest = without(shortest, from, Math.min(shortest.size(), from + part));
            tries++;
            if (fails.test(rest)) {
                shortest = rest;
                shortened = true;
            } else {
                from += part;
            }
        }
        return shortest;
    }

    private static <T> List<T> without(List<T> list, int from, int to) {
        var rest = new ArrayList<>(list.subList(0, from));
        rest.addAll(list.subList(to, list.size()));
        return rest;
    }
}
