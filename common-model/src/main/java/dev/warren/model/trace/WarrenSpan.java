package dev.warren.model.trace;

import io.opentelemetry.api.trace.SpanKind;

/** Every span that Warren makes; {@code docs/tracing-and-logs.md} lists them. A name is an operation and what it is done to. */
public enum WarrenSpan {
    REQUEST("POST", SpanKind.SERVER),
    SUBMIT("submit", SpanKind.PRODUCER),
    PUBLISH("publish", SpanKind.CLIENT),
    WAIT("wait", SpanKind.INTERNAL),
    PROCESS("process", SpanKind.CONSUMER),
    INVOKE_AGENT("invoke_agent", SpanKind.INTERNAL),
    CHAT("chat", SpanKind.CLIENT),
    EXECUTE_TOOL("execute_tool", SpanKind.INTERNAL),
    CALL_AGENT("POST", SpanKind.CLIENT),
    SEND_CHILD("send_child", SpanKind.INTERNAL),
    FINISH("finish", SpanKind.INTERNAL);

    private final String operation;
    private final SpanKind kind;

    WarrenSpan(String operation, SpanKind kind) {
        this.operation = operation;
        this.kind = kind;
    }

    /** First word of its name; of a request it is its own HTTP method. */
    public String operation() {
        return operation;
    }

    public SpanKind kind() {
        return kind;
    }

    /** Its name where {@code object} is what it is done to. */
    public String of(String object) {
        return operation + " " + object;
    }
}
