package dev.warren.store.model;

import java.util.UUID;

/**
 * An attempt as its worker knows it; it may have lost its task since.
 *
 * @param fence of its claim
 */
record Attempt(UUID incarnation, UUID task, long fence) {

    /** What it produces, and no other does. */
    String output() {
        return task + " at " + fence;
    }
}
