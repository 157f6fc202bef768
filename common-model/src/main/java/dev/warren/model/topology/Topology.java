package dev.warren.model.topology;

import java.util.UUID;

/** Names of everything Warren has at the broker. Only gateways declare it; every component addresses it by these. */
public final class Topology {

    /** Topic exchange of claim checks; routing key {@link #agentQueue}. */
    public static final String TASKS_EXCHANGE = "warren.tasks";
    /** Topic exchange and queue of what the broker gave up on. */
    public static final String DEAD_LETTERS = "warren.dead-letters";
    /**
     * Topic exchange and queue of the mark: one message, which says in digits which generation of brokers this is. An
     * import of definitions brings back the queue, and never the message.
     */
    public static final String GENERATION = "warren.generation";
    /** Topic exchange of orders to workers. */
    public static final String CONTROL_EXCHANGE = "warren.control";
    /** Routing key of a control message for every worker. */
    public static final String CONTROL_ALL = "workers";
    /** Topic exchange of what happened to tasks, for those who wait. */
    public static final String EVENTS_EXCHANGE = "warren.events";
    /** Routing key of an event message that names ended tasks. */
    public static final String EVENT_ENDED = "task.ended";
    /** Routing key of an event message that says that there is work for a sweeper. */
    public static final String EVENT_DUE = "task.due";
    /** Routing key of an event message that says how far tasks are. */
    public static final String EVENT_PROGRESS = "task.progress";
    /** Routing key of an event message that holds pieces of output in the making. */
    public static final String EVENT_TOKEN = "task.token";

    public static final String SHARED_LANE = "shared";

    private static final String AGENT_QUEUE_PREFIX = "agent.";

    private Topology() {}

    /** Name of the queue of one agent and lane, and the routing key that leads there. */
    public static String agentQueue(String agent, String lane) {
        return AGENT_QUEUE_PREFIX + agent + "." + lane;
    }

    /** Name of a worker incarnation's exclusive control queue, and the routing key of messages for it alone. */
    public static String controlQueue(UUID incarnation) {
        return "warren.control.worker." + incarnation;
    }
}
