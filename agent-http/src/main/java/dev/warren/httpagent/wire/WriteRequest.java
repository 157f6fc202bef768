package dev.warren.httpagent.wire;

import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what an agent is told about an attempt. */
public final class WriteRequest {

    private WriteRequest() {}

    /**
     * The body of the request, JSON in UTF-8.
     *
     * @param traceparent trace context that the agent may continue; null where there is none
     */
    public static byte[] body(AgentContext context, AgentDescription agent, @Nullable String traceparent) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("task", task(context, agent, traceparent));
        body.set("input", context.input());
        body.set("conversation", context.conversation().toJson());
        JsonNode answer = context.answer();
        if (answer != null) {
            body.set("answer", answer);
        }
        return WireJson.write(body);
    }

    private static ObjectNode task(AgentContext context, AgentDescription agent, @Nullable String traceparent) {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        task.put("id", context.taskId().toString());
        task.put("run", context.run());
        task.put("attempt", context.attempt());
        task.put("agent", agent.name());
        task.put("version", agent.version());
        task.put("tenant", context.tenant());
        task.put("priority", context.priority());
        ObjectNode labels = task.putObject("labels");
        context.labels().forEach(labels::put);
        task.put("deadline", context.deadline().toString());
        if (traceparent != null) {
            task.put("traceparent", traceparent);
        }
        return task;
    }
}
