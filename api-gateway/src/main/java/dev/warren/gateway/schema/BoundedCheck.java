package dev.warren.gateway.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One check of a value against a schema, bounded in time and memory whatever both are. It ends when enough is known to
 * be wrong.
 */
final class BoundedCheck extends ExecutionContext {

    /** A value of 1 MiB has half a million parts at most. */
    private static final long MOST_STEPS = 5_000_000;

    private static final int MOST_LEVELS = 500;
    private static final int MOST_ERRORS_ASIDE = 1000;

    private final int most;
    private final List<Error> wrong = new ArrayList<>();

    /** @param most errors to find */
    BoundedCheck(int most) {
        super(ExecutionConfig.builder()
                .maxEvaluationSteps(MOST_STEPS)
                .maxEvaluationDepth(MOST_LEVELS)
                .build());
        this.most = most;
        setErrors(wrong);
    }

    /** Says nothing but that enough is wrong. */
    static final class Enough extends RuntimeException {
        Enough() {
            super("enough is wrong", null, false, false);
        }
    }

    List<Error> wrong() {
        return wrong;
    }

    /**
     * Alternatives have lists of errors of their own. One of those says by its first error that its alternative does not
     * hold; what would make it huge is dropped.
     */
    @Override
    public void addError(Error error) {
        List<Error> errors = getErrors();
        if (errors == wrong && errors.size() >= most) {
            throw new Enough();
        }
        if (errors.size() < MOST_ERRORS_ASIDE) {
            super.addError(error);
        }
    }
}
