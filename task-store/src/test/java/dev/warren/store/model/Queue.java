package dev.warren.store.model;

import java.util.List;

/** An agent's queue. */
record Queue(String agent, String lane) {

    static final List<Queue> ALL =
            List.of(new Queue("echo", "shared"), new Queue("other", "shared"), new Queue("echo", "own"));

    static Queue at(int index) {
        return ALL.get(index % ALL.size());
    }

    /** Where this one's task goes on with {@code next}. */
    Queue of(String next) {
        var same = new Queue(next, lane);
        return ALL.contains(same) ? same : new Queue(next, "shared");
    }

    /** One whose agent is another. */
    Queue elsewhere() {
        return agent.equals("echo") ? ALL.get(1) : ALL.get(0);
    }
}
