package dev.warren.llm.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts context variables where the instructions name them: {@code {{name}}}. A variable that is not there leaves nothing. */
final class FillIn {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]+)\\s*}}");

    private FillIn() {}

    static String variables(String instructions, ObjectNode variables) {
        return PLACE.matcher(instructions)
                .replaceAll(place -> Matcher.quoteReplacement(text(variables.path(place.group(1)))));
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.asString() : value.toString();
    }
}
