package dev.warren.chaos.check;

import java.util.Map;

/** No log tells of messages in a circle, of broken data or of an exception that nobody expected. */
final class LogsAreClean implements Invariant {

    private static final int KINDS = 15;

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        LogFacts logs = facts.logs();
        findings.looked(logs.lines());
        logs.forbidden().forEach(line -> findings.violation("%s", line));
        long errors = logs.errors().values().stream().mapToLong(Long::longValue).sum();
        findings.note("%d lines of level ERROR, the most frequent:", errors);
        logs.errors().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(KINDS)
                .forEach(kind -> findings.note("%d × %s", kind.getValue(), kind.getKey()));
        return findings.result("I14", "No log tells of a dead-letter cycle, broken data or an unexpected exception");
    }
}
