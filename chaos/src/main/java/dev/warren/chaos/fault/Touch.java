package dev.warren.chaos.fault;

/** What faults may touch besides single processes. */
final class Touch {

    static final String ALL_WORKERS = "worker";
    static final String ALL_GATEWAYS = "gateway";
    static final String BROKER = "broker";
    static final String LEDGER = "ledger";
    static final String BROKER_LINKS = "AMQP links";
    static final String LEDGER_LINKS = "ledger links";

    private Touch() {}

    /** Whether two names stand for the same thing, or one of them for a group that holds the other. */
    static boolean collide(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }
}
