package dev.warren.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** A process that hosts the test agents, from its start to its end, as its effect log tells. */
final class AgentProcess {

    /** How long after it woke up a process may still write what it was about to, before it looks at its lease. */
    static final long WAKING = Times.SECOND;

    private final String name;
    private final List<Standstill> standstills = new ArrayList<>();
    private long lastSeen = Times.NONE;

    /** The whole process stood still, as a stopped one does. */
    record Standstill(long from, long until) {

        /** Whether what it does at this time may be what it was about to do before. */
        boolean excuses(long at) {
            return at > from && at <= until + WAKING;
        }
    }

    AgentProcess(String name) {
        this.name = name;
    }

    void stoodStill(long from, long until) {
        standstills.add(new Standstill(from, until));
    }

    void seen(long at) {
        lastSeen = Math.max(lastSeen, at);
    }

    /** Name of its effect log, without the extension. */
    String name() {
        return name;
    }

    List<Standstill> standstills() {
        return standstills;
    }

    /** The last thing it wrote. */
    long lastSeen() {
        return lastSeen;
    }
}
