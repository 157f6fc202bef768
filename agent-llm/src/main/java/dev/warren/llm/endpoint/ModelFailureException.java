package dev.warren.llm.endpoint;

import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;

/** A model gave no answer to go on with; it knows what this means for the attempt. */
public final class ModelFailureException extends RuntimeException {

    /** The endpoint asked for fewer requests. */
    public static final String RATE_LIMITED = "MODEL_RATE_LIMITED";

    /** The endpoint failed, broke off, was silent for too long, or could not be reached. */
    public static final String UNAVAILABLE = "MODEL_UNAVAILABLE";

    /** The endpoint answered what nobody can read. */
    public static final String ANSWER_UNREADABLE = "MODEL_ANSWER_UNREADABLE";

    /** The endpoint does not accept the worker's key. */
    public static final String UNAUTHORIZED = "MODEL_UNAUTHORIZED";

    /** The endpoint has no such model, or the address is wrong. */
    public static final String NOT_FOUND = "MODEL_NOT_FOUND";

    /** The endpoint does not accept the request. */
    public static final String REQUEST_INVALID = "MODEL_REQUEST_INVALID";

    /** The model declined to answer. */
    public static final String REFUSED = "MODEL_REFUSED";

    /** The endpoint's filter took the answer away. */
    public static final String CONTENT_FILTERED = "CONTENT_FILTERED";

    /** The answer, or what it is an answer to, is longer than the model or the agent's limit allows. */
    public static final String LENGTH = "MODEL_LENGTH";

    private final transient Outcome outcome;
    private final transient Usage usage;

    ModelFailureException(Outcome outcome, Usage usage) {
        super(outcome.toString());
        this.outcome = outcome;
        this.usage = usage;
    }

    static ModelFailureException of(Outcome outcome) {
        return new ModelFailureException(outcome, Usage.NONE);
    }

    /** How the attempt ends. */
    public Outcome outcome() {
        return outcome;
    }

    /** What the endpoint charges for it all the same. */
    public Usage usage() {
        return usage;
    }
}
