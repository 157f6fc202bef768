package dev.warren.model.fault;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A place in gateway or worker where a crash leaves something behind that somebody has to recover. Each is named for the
 * place and carries the number of its crash point in the fault campaign.
 *
 * <p>Armed only at the start of the process, by the environment variable {@code WARREN_FAILPOINTS} or the system property
 * {@code warren.failpoints}, for example {@code CLAIM_COMMITTED=lose@1,ATTEMPT_DONE=halt@3}; {@link ArmedFailpoint} says
 * what can be asked for. A process where nothing is armed pays a read of a constant for each place it passes.
 */
public enum Failpoint {

    /** C1. Gateway: a group of submissions is at hand, nothing of it is committed. */
    SUBMIT_RECEIVED(Losing.NOTHING),
    /** C2. Gateway: submissions are committed, nobody was answered. Losing it loses the ledger's answer. */
    SUBMIT_COMMITTED(Losing.THE_ANSWER),
    /** C3. Gateway: the publisher is about to send a message; its task was committed long before. */
    PUBLISH_NEXT(Losing.NOTHING),
    /** C4. Gateway: the broker has confirmed messages, nobody knows. Losing it loses the confirm. */
    PUBLISH_CONFIRMED(Losing.THE_ANSWER),
    /** Gateway: a cancel is committed, neither its worker nor its caller was told. */
    CANCEL_COMMITTED(Losing.NOTHING),
    /** C18. Gateway: the sweeper has taken tasks over from dead workers, nobody was told, more may be left. */
    SWEEP_TOOK_OVER(Losing.NOTHING),
    /** C18. Gateway: the sweeper has taken the right to publish tasks, none of them is published. */
    SWEEP_TOOK_DUE(Losing.NOTHING),

    /** C8. Worker: a delivery has arrived, its task is not claimed. */
    DELIVERY_RECEIVED(Losing.NOTHING),
    /** C9, C23. Worker: a claim is committed, its message is not acknowledged. Losing it loses the ledger's answer. */
    CLAIM_COMMITTED(Losing.THE_ANSWER),
    /** C10. Worker: an attempt has begun, its agent is about to be called. */
    ATTEMPT_BEGUN(Losing.NOTHING),
    /** Worker: results of steps are committed, their attempts do not know. Losing it loses the ledger's answer. */
    STEP_COMMITTED(Losing.THE_ANSWER),
    /** C11. Worker: the agent has answered, nothing of it is on its way. */
    ATTEMPT_DONE(Losing.NOTHING),
    /** C12, C13. Worker: a result is committed, nobody was told. Losing it loses the ledger's answer. */
    FINISH_COMMITTED(Losing.THE_ANSWER),
    /** C22. Worker: told to stop, its grace is over, what still runs is about to be handed back. */
    HAND_BACK(Losing.NOTHING);

    private enum Losing {
        NOTHING,
        THE_ANSWER
    }

    private static final Map<Failpoint, ArmedFailpoint> ARMED = ArmedFailpoint.ofThisProcess();
    private static final boolean ANY = !ARMED.isEmpty();

    private final Losing losing;

    Failpoint(Losing losing) {
        this.losing = losing;
    }

    /**
     * Refuses the start where failpoints are asked for that cannot be had, and says so loudly where some are armed. To be
     * called before the process does anything.
     *
     * @throws ExceptionInInitializerError what was asked for makes no sense; its cause names the failpoints there are
     */
    public static void announce(Consumer<String> log) {
        if (ANY) {
            log.accept("FAILPOINTS ARE ARMED: " + ARMED.values()
                    + ". This process is going to fail on purpose; it is fit for tests of recovery and nothing else.");
        }
    }

    /** Passes this place, where there is no answer that could be lost. */
    public void hit() {
        if (ANY) {
            pass();
        }
    }

    /** Passes this place; answers whether to go on as if the connection had broken before the answer came. */
    public boolean loses() {
        return ANY && pass();
    }

    private boolean pass() {
        ArmedFailpoint armed = ARMED.get(this);
        return armed != null && armed.pass();
    }

    boolean canLose() {
        return losing == Losing.THE_ANSWER;
    }
}
