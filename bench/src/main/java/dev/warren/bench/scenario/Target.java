package dev.warren.bench.scenario;

/**
 * What a figure should be.
 *
 * @param atLeast whether more is better; else less is
 */
public record Target(boolean atLeast, double value) {

    public static Target atLeast(double value) {
        return new Target(true, value);
    }

    static Target atMost(double value) {
        return new Target(false, value);
    }

    public boolean isMetBy(double figure) {
        return atLeast ? figure >= value : figure <= value;
    }
}
