package dev.warren.worker.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has been said in a run so far, and what travels along unsaid. It is passed from attempt to attempt by
 * {@link Outcome#handedOff} and {@link Outcome#waitsForInput}; an attempt that fails changes nothing of it.
 *
 * @param messages in order, each an object such as {@code {"role":"user","content":"…"}}; an assistant's may have
 *     {@code toolCalls} ({@code [{"id","name","arguments"}]}) and names its agent as {@code sender}, a tool's answers the
 *     call that {@code toolCallId} names
 * @param variables shared by the agents of the run, never shown to a model; this is a copy
 * @param turns replies of models so far, 0 or more
 * @param agents who was active, in order, the present one last; kept by the platform, whatever a handoff says
 */
public record Conversation(List<JsonNode> messages, ObjectNode variables, int turns, List<String> agents) {

    private static final String MESSAGES = "messages";
    private static final String VARIABLES = "contextVariables";
    private static final String TURNS = "turns";
    private static final String AGENTS = "agents";

    public Conversation {
        if (turns < 0) {
            throw new IllegalArgumentException("turns must be 0 or more, got " + turns);
        }
        messages = List.copyOf(messages);
        variables = variables.deepCopy();
        agents = List.copyOf(agents);
    }

    /**
     * The beginning: {@code {"messages":[…], "contextVariables":{…}}} as it stands, any other input as the first message
     * of a user.
     */
    public static Conversation begin(JsonNode input) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (input.isObject() && input.path(MESSAGES).isArray()) {
            return new Conversation(
                    List.copyOf(input.path(MESSAGES).values()),
                    input.path(VARIABLES) instanceof ObjectNode variables ? variables : json.objectNode(),
                    0,
                    List.of());
        }
        ObjectNode first = json.objectNode();
        first.put("role", "user");
        first.set("content", input);
        return new Conversation(List.of(first), json.objectNode(), 0, List.of());
    }

    /** Reads what {@link #toJson()} made. */
    public static Conversation ofJson(JsonNode json) {
        List<String> agents = new ArrayList<>();
        json.path(AGENTS).forEach(agent -> agents.add(agent.asString()));
        return new Conversation(
                List.copyOf(json.path(MESSAGES).values()),
                json.path(VARIABLES) instanceof ObjectNode variables
                        ? variables
                        : JsonNodeFactory.instance.objectNode(),
                json.path(TURNS).asInt(0),
                agents);
    }

    /** As the ledger keeps it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray(MESSAGES).addAll(messages);
        json.set(VARIABLES, variables);
        json.put(TURNS, turns);
        var named = json.putArray(AGENTS);
        agents.forEach(named::add);
        return json;
    }

    /**
     * The output of a task that ends this conversation.
     *
     * @param content what the last reply says, text or any JSON
     * @param agent who gave it
     */
    public ObjectNode toOutput(JsonNode content, String agent) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("content", content);
        json.put("agent", agent);
        json.putArray(MESSAGES).addAll(messages);
        json.set(VARIABLES, variables);
        return json;
    }

    /** Changes of what it returns change nothing here. */
    @Override
    public ObjectNode variables() {
        return variables.deepCopy();
    }

    public Conversation withMessage(JsonNode message) {
        return withMessages(List.of(message));
    }

    /** With {@code more} after the messages it has. */
    public Conversation withMessages(Collection<? extends JsonNode> more) {
        List<JsonNode> all = new ArrayList<>(messages);
        all.addAll(more);
        return new Conversation(all, variables, turns, agents);
    }

    /** With these variables in place of those it has. */
    public Conversation withVariables(ObjectNode variables) {
        return new Conversation(messages, variables, turns, agents);
    }

    /** With one variable set, and all others as they are. */
    public Conversation withVariable(String name, JsonNode value) {
        ObjectNode changed = variables.deepCopy();
        changed.set(name, value);
        return withVariables(changed);
    }

    public Conversation withTurns(int turns) {
        return new Conversation(messages, variables, turns, agents);
    }

    /** With these agents in place of those it has; the platform's own business. */
    public Conversation withAgents(List<String> agents) {
        return new Conversation(messages, variables, turns, agents);
    }
}
