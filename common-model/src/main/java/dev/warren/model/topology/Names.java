package dev.warren.model.topology;

import java.util.regex.Pattern;

/** What agents, tenants and lanes may be called. A name becomes part of a queue's name and of metric labels. */
public final class Names {

    public static final String AGENT_PATTERN = "[a-z][a-z0-9-]{0,62}";
    public static final String TENANT_PATTERN = "[a-z0-9-]{1,40}";

    private static final Pattern AGENT = Pattern.compile(AGENT_PATTERN);

    private Names() {}

    /** Returns {@code name}, or throws {@link IllegalArgumentException} naming the pattern it breaks. */
    public static String requireAgentName(String name) {
        if (!AGENT.matcher(name).matches()) {
            throw new IllegalArgumentException("An agent's name must match " + AGENT_PATTERN + ", got '" + name + "'");
        }
        return name;
    }
}
