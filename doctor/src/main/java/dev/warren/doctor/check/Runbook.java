package dev.warren.doctor.check;

/** The pages in {@code docs/runbooks} that findings lead to. A test looks that each of them is there. */
public enum Runbook {
    GATEWAY_AWAY("WarrenGatewayDown"),
    PROCESS_STANDS_STILL("process-stands-still"),
    VERSIONS("versions"),
    LEDGER_AWAY("ledger-away"),
    SCHEMA_VERSION("schema-version"),
    LEDGER_NOT_DURABLE("ledger-not-durable"),
    LEDGER_CONNECTIONS("ledger-connections"),
    LEDGER_HELD_UP("ledger-held-up"),
    LEDGER_BLOAT("ledger-bloat"),
    PARTITIONS("partitions"),
    CLOCK_DRIFT("clock-drift"),
    SWEEPER_STOPPED("sweeper-stopped"),
    SILENT_WORKER("WarrenWorkerLost"),
    WORKERS_KEEP_DYING("WarrenLeaseTakeovers"),
    LEASES("leases"),
    NO_WORKER("WarrenNoWorker"),
    AGENT_WITHOUT_WORKER("WarrenAgentWithoutWorker"),
    WAITS_LONG("WarrenTasksWaitTooLong"),
    DEAD_LETTERS("WarrenDeadLettersRise"),
    UNREADABLE_MESSAGES("WarrenUnreadableMessages"),
    RIGHTS("rights"),
    BROKER_AWAY("WarrenBrokerAway"),
    BROKER_ALARM("WarrenBrokerAlarm"),
    MISSING_QUEUE("missing-queue"),
    WRONG_QUEUE("wrong-queue"),
    STRAY_QUEUE("stray-queue"),
    LOST_BROKER("lost-broker"),
    LOST_MESSAGES("WarrenMessagesLost"),
    DOCTOR("doctor");

    private final String page;

    Runbook(String page) {
        this.page = page;
    }

    /** Path from the top of the project. */
    public String path() {
        return "docs/runbooks/" + page + ".md";
    }
}
