package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/**
 * One fault, ready to be injected once: what it does to whom is decided when it is drawn. Its methods are called in
 * order by one thread; each may take as long as its work takes.
 */
public interface Fault {

    /** As the catalogue numbers it, such as {@code F4} or {@code C7}. */
    String id();

    /** In a few words. */
    String name();

    /** How long it lasts, from the end of {@link #strike} to {@link #heal}. Zero where there is nothing to heal. */
    Duration length();

    /** What no other fault may touch meanwhile: names of processes, {@code broker}, {@code ledger}, {@code links}. */
    Set<String> touches();

    /**
     * Whether what is left can recover from it at once, so that recovery counts from the strike; otherwise it counts
     * from the healing.
     */
    boolean recoversAtOnce();

    /**
     * Does it.
     *
     * @return what exactly was done
     * @throws Exception where it could not be done; the campaign heals it all the same
     */
    String strike(Scene scene) throws Exception;

    /**
     * Undoes it. Also called after a strike that failed half-way.
     *
     * @throws Exception where it could not be undone, which ends the campaign
     */
    void heal(Scene scene) throws Exception;
}
