package dev.warren.model.metric;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the values of a tag whose values others choose: the first ones keep their names, all further ones share one. A
 * filter of the registry could not do it: of two gauges that become the same it drops one, where their sum is meant.
 */
public final class BoundedNames {

    /** Names of agents that one process tells apart. */
    public static final int MOST_AGENTS = 1_000;

    /** Names of models that one process tells apart. */
    public static final int MOST_MODELS = 100;

    /** Versions of agents that one process tells apart, those of all agents together. */
    public static final int MOST_VERSIONS = 2_000;

    /** What stands for every further name. */
    public static final String OTHER = "other";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param most names that are told apart, under concurrent calls a few more */
    public BoundedNames(int most) {
        this.most = most;
    }

    /** The tag's value for {@code name}. */
    public String of(String name) {
        if (known.contains(name)) {
            return name;
        }
        if (known.size() >= most) {
            return OTHER;
        }
        known.add(name);
        return name;
    }
}
