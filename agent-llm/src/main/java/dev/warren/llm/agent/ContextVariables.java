package dev.warren.llm.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ToolContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The context variables of a conversation, as a tool sees them: shared by the agents of the run, never shown to a model. A
 * tool gets them by {@link #of(ToolContext)}. What it sets is kept with its result, and holds for whatever comes after.
 */
public final class ContextVariables {

    static final String KEY = "contextVariables";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode values;
    private final ObjectNode changes = JSON.createObjectNode();

    ContextVariables(ObjectNode values) {
        this.values = values.deepCopy();
    }

    /** @throws IllegalStateException outside of a tool that an agent of Warren called */
    public static ContextVariables of(ToolContext context) {
        if (context.getContext().get(KEY) instanceof ContextVariables variables) {
            return variables;
        }
        throw new IllegalStateException(
                "There are no context variables: the tool was not called by an agent of Warren");
    }

    /** @return JSON missing where there is no such variable */
    public synchronized JsonNode get(String name) {
        return values.path(name);
    }

    /** @return empty where there is no such variable */
    public String text(String name) {
        return get(name).asString("");
    }

    /** @param value a {@link JsonNode}, null, or any object that Jackson can write */
    public synchronized void set(String name, @Nullable Object value) {
        JsonNode json = JSON.valueToTree(value);
        values.set(name, json);
        changes.set(name, json);
    }

    /** What was set. */
    synchronized ObjectNode changes() {
        return changes.deepCopy();
    }

    /** For Spring AI: each variable by its name, and all of them as this. */
    synchronized ToolContext toolContext() {
        Map<String, Object> context = new LinkedHashMap<>();
        values.properties().forEach(variable -> {
            if (!variable.getValue().isNull()) {
                context.put(variable.getKey(), JSON.convertValue(variable.getValue(), Object.class));
            }
        });
        context.put(KEY, this);
        return new ToolContext(context);
    }
}
