package dev.warren.httpagent.call;

import dev.warren.model.trace.Traces;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentRuntime;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Runs declared agents of kind {@code http}: each is a path under an endpoint that the worker's operator has named. */
public final class HttpAgentRuntime implements AgentRuntime, AutoCloseable {

    /** Letters, digits and a few marks, so that no path leaves the endpoint's own. */
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*/?");

    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Traces traces;

    /** @param endpoints whose clients this closes in the end */
    public HttpAgentRuntime(Collection<Endpoint> endpoints, Traces traces) {
        this.traces = traces;
        endpoints.forEach(endpoint -> this.endpoints.put(endpoint.name(), endpoint));
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public Set<String> endpoints() {
        return Set.copyOf(endpoints.keySet());
    }

    @Override
    public Agent agent(AgentDefinition definition) {
        Endpoint endpoint = endpoints.get(definition.endpoint());
        if (endpoint == null) {
            throw refused(definition, "endpoint '" + definition.endpoint() + "' is not known to this worker");
        }
        return new HttpAgent(
                definition.description(),
                new CallAgent(endpoint, URI.create(endpoint.url() + path(definition)), traces));
    }

    @Override
    public void close() {
        endpoints.values().forEach(endpoint -> endpoint.client().close());
    }

    private static String path(AgentDefinition definition) {
        JsonNode path = definition.definition().path("path");
        if (path.isMissingNode() || path.isNull()) {
            return "";
        }
        if (!path.isString() || !PATH.matcher(path.stringValue()).matches()) {
            throw refused(
                    definition,
                    "path must be parts of letters, digits and . _ ~ - that each begin with a slash, got " + path);
        }
        return path.stringValue();
    }

    private static IllegalArgumentException refused(AgentDefinition definition, String what) {
        return new IllegalArgumentException("Agent '" + definition.name() + "': " + what);
    }
}
