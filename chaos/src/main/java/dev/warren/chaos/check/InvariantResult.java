package dev.warren.chaos.check;

import java.util.List;

/**
 * What the check of one invariant has found.
 *
 * @param id such as {@code I1}
 * @param name in one sentence
 * @param checked how many things were looked at
 * @param violations how many of them break it
 * @param examples some of the violations, each in a line
 * @param notes what was measured on the way, or excused and why, each in a line
 */
public record InvariantResult(
        String id, String name, long checked, long violations, List<String> examples, List<String> notes) {

    public boolean holds() {
        return violations == 0;
    }
}
