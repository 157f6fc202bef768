package dev.warren.doctor.check;

import java.util.List;

/**
 * Checks that look at the same thing, one after the other.
 *
 * @param title a heading
 * @param gate asked first: where it finds a problem, the rest is skipped, because it could only find the same one again
 * @param closed what the gate's problem means to the rest, as in "because the ledger does not answer"
 */
public record Group(String title, Check gate, String closed, List<Check> rest) {}
