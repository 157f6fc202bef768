package dev.warren.model.trace;

/** Fields that log lines carry beside their text: of the Elastic Common Schema, and Warren's own. */
public final class LogField {

    public static final String TRACE_ID = "trace.id";
    public static final String SPAN_ID = "span.id";
    public static final String TASK_ID = "warren.task.id";
    public static final String TASK_RUN = "warren.task.run";
    public static final String TASK_ATTEMPT = "warren.task.attempt";
    public static final String TASK_STATUS = "warren.task.status";
    public static final String TASK_REASON = "warren.task.reason";
    public static final String AGENT = "warren.agent";

    private LogField() {}
}
