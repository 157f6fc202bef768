package dev.warren.chaos.check;

/** No task is leased, and none was left with a worker that is not alive. */
final class LeasesAreGone implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            TaskRow row = task.row();
            findings.looked();
            if (row.is("RUNNING")) {
                findings.violation(
                        "%s is leased to incarnation %s, which is %s",
                        task, row.owner(), facts.ledger().isAlive(row.owner()) ? "alive" : "not alive");
            } else if (row.owner() != null) {
                findings.violation("%s has an owner: %s", task, row.owner());
            }
        }
        long alive = facts.ledger().workers().keySet().stream()
                .filter(facts.ledger()::isAlive)
                .count();
        findings.note(
                "%d incarnations of workers, %d alive", facts.ledger().workers().size(), alive);
        return findings.result("I6", "No lease is left, with or without a living worker");
    }
}
