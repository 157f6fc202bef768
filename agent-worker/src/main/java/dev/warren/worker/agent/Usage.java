package dev.warren.worker.agent;

/**
 * What an attempt used of a model.
 *
 * @param inputTokens tokens sent, 0 or more
 * @param outputTokens tokens received, 0 or more
 */
public record Usage(long inputTokens, long outputTokens) {

    /** No model was asked. */
    public static final Usage NONE = new Usage(0, 0);

    public Usage {
        if (inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException(
                    "Tokens must be 0 or more, got " + inputTokens + " in and " + outputTokens + " out");
        }
    }

    public Usage plus(Usage other) {
        return new Usage(inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }
}
