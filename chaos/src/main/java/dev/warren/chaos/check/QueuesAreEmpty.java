package dev.warren.chaos.check;

/** Nothing waits at the broker, and nothing is unacknowledged. */
final class QueuesAreEmpty implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (QueueState queue : facts.queues()) {
            findings.looked();
            if (queue.messages() != 0 || queue.unacknowledged() != 0) {
                findings.violation(
                        "queue %s holds %d messages, %d of them unacknowledged",
                        queue.name(), queue.messages(), queue.unacknowledged());
            }
        }
        return findings.result("I6", "Every queue at the broker is empty, nothing is unacknowledged");
    }
}
