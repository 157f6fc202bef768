package dev.warren.local.process;

/**
 * One way to a running server of kind {@code S}.
 *
 * @param <S> the server
 */
public interface Way<S> {

    /** The word for it, which {@code WARREN_SERVICES} may name to allow this way only. */
    String name();

    /**
     * Whether somebody has asked for exactly this way by setting its variables, so that its failure is theirs to know
     * and no other way may hide it.
     */
    default boolean isAskedFor(StartRequest request) {
        return false;
    }

    /**
     * Starts the server, or finds the running one.
     *
     * @throws WayClosedException where this machine lacks what it needs; costs next to nothing then
     * @throws ServerFailedException where it should have worked
     */
    S start(StartRequest request) throws WayClosedException;
}
