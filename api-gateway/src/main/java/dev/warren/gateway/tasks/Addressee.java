package dev.warren.gateway.tasks;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whom a submission is for. */
sealed interface Addressee {

    /** An agent by its name. */
    record Named(String agent) implements Addressee {}

    /** Any agent that offers all of these words, at least one. */
    record Offering(SortedSet<String> capabilities) implements Addressee {
        public Offering {
            capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
        }
    }
}
