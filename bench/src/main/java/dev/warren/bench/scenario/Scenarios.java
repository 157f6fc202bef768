package dev.warren.bench.scenario;

import java.util.List;

/** All scenarios, in the order in which they are played: what wants fresh processes comes first. */
public final class Scenarios {

    private static final List<Scenario> ALL = List.of(
            new Idle(),
            new Posts(),
            new Batches(),
            new Wait(),
            new DeepQueue(),
            new OldLedger(),
            new Scale(),
            new Waiting(),
            new Start());

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
