package dev.warren.chaos.check;

import java.util.List;

/** After each kind of fault, 99 of 100 tasks go on within the time that the table of faults asks for. */
final class RecoversInTime implements Invariant {

    private final List<Recovery> recoveries;

    RecoversInTime(List<Recovery> recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (Recovery recovery : recoveries) {
            findings.looked(recovery.count());
            Recovery.Target target = recovery.target();
            if (target != null && !recovery.inTime()) {
                findings.violation(
                        "%s %s: %s is %s, the target is %s",
                        recovery.id(),
                        recovery.name(),
                        target.measure(),
                        Times.span(recovery.measured()),
                        Times.span(target.micros()));
            }
        }
        return findings.result("I13", "Recovery from each kind of fault is within its target");
    }
}
