package dev.warren.bench.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Something that each round of a scenario measures.
 *
 * @param target null where there is none
 */
public record Figure(String name, String unit, @Nullable Target target) {

    public static Figure of(String name, String unit) {
        return new Figure(name, unit, null);
    }

    public static Figure of(String name, String unit, Target target) {
        return new Figure(name, unit, target);
    }
}
