package dev.warren.gateway.definitions;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.request.ReadText;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.topology.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the tools of a language-model agent: beans of its workers by name, or other agents. */
final class ReadTools {

    static final int MOST = 64;
    static final int LONGEST_DESCRIPTION = 1_000;

    /** What the endpoints of models take for a tool's name. */
    static final String NAME_PATTERN = "[A-Za-z0-9_-]{1,64}";

    private static final List<String> FIELDS = List.of("name", "agent", "description", "inputSchema");

    private final StrictJson json;
    private final InvalidFields wrong;
    private final ReadText text;
    private final Set<String> names = new HashSet<>();

    ReadTools(StrictJson json, InvalidFields wrong) {
        this.json = json;
        this.wrong = wrong;
        this.text = new ReadText(json, wrong);
    }

    ArrayNode read(String field) {
        ArrayNode tools = JsonMapper.shared().createArrayNode();
        if (json.token() != JsonToken.START_ARRAY) {
            if (json.token() != JsonToken.VALUE_NULL) {
                wrong.add(field, "must be a list, got " + json.kind());
                json.skip();
            }
            return tools;
        }
        int index = 0;
        while (json.next() != JsonToken.END_ARRAY) {
            String path = field + "." + index++;
            if (index > MOST) {
                json.skip();
            } else if (json.token() == JsonToken.START_OBJECT) {
                tools.add(readOne(path));
            } else {
                wrong.add(path, "must be an object, got " + json.kind());
                json.skip();
            }
        }
        if (index > MOST) {
            wrong.add(field, "may hold " + MOST + " at most, got " + index);
        }
        return tools;
    }

    private ObjectNode readOne(String path) {
        @Nullable String name = null;
        @Nullable String agent = null;
        @Nullable String description = null;
        @Nullable JsonNode inputSchema = null;
        boolean said = false;
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            json.next();
            String at = path + "." + field;
            said |= (field.equals("name") || field.equals("agent")) && json.token() != JsonToken.VALUE_NULL;
            switch (field) {
                case "name" -> name = text.name(at, NAME_PATTERN);
                case "agent" -> agent = text.name(at, Names.AGENT_PATTERN);
                case "description" -> description = text.prose(at, 0, LONGEST_DESCRIPTION);
                case "inputSchema" -> inputSchema = readSchema(at);
                default -> {
                    json.skip();
                    wrong.addUnknown(at, FIELDS);
                }
            }
        }
        if (!said || name != null && agent != null) {
            wrong.add(path, "must name a tool by name, or an agent by agent");
        }
        if (name != null && description != null) {
            wrong.add(path + ".description", "is of an agent's only: a tool of a worker describes itself");
        }
        if (name != null && inputSchema != null) {
            wrong.add(path + ".inputSchema", "is of an agent's only: a tool of a worker describes itself");
        }
        String called = name == null ? agent : name;
        if (called != null && !names.add(called)) {
            wrong.add(path, "comes twice");
        }
        ObjectNode tool = tool(name, agent, description);
        if (inputSchema != null) {
            tool.set("inputSchema", inputSchema);
        }
        return tool;
    }

    /** What a model fills in is an object. */
    private @Nullable JsonNode readSchema(String path) {
        if (json.token() == JsonToken.VALUE_TRUE || json.token() == JsonToken.VALUE_FALSE) {
            wrong.add(path, "must be a JSON Schema that is an object, got a boolean");
            return null;
        }
        return new ReadSchema(json, wrong).read(path);
    }

    private static ObjectNode tool(@Nullable String name, @Nullable String agent, @Nullable String description) {
        ObjectNode tool = JsonMapper.shared().createObjectNode();
        if (name != null) {
            tool.put("name", name);
        }
        if (agent != null) {
            tool.put("agent", agent);
        }
        if (description != null) {
            tool.put("description", description);
        }
        return tool;
    }
}
