package dev.warren.worker.hosting;

import dev.warren.store.agent.DeclaredAgent;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentRuntime;
import dev.warren.worker.agent.replay.ExactJson;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The declared agents whose endpoints this worker reaches, as the ledger last listed them, and their versions that ran here. */
public final class DeclaredHere {

    private static final Logger log = LoggerFactory.getLogger(DeclaredHere.class);
    /** Versions that are kept ready; older ones are made again when a task needs them. */
    private static final int MOST_MADE = 500;

    private record Version(String name, String version) {}

    private final Map<String, AgentRuntime> runtimes = new LinkedHashMap<>();
    private final Set<String> endpoints = new TreeSet<>();
    private final Map<Version, Made> made = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Made> eldest) {
            return size() > MOST_MADE;
        }
    });
    private volatile Map<String, DeclaredAgent> current = Map.of();

    /** What became of a version: an agent, or why there is none. */
    sealed interface Made {
        record Ready(Hosted hosted) implements Made {}

        record Unreadable(String why) implements Made {}

        /** It needs an endpoint that this worker does not reach. */
        record Elsewhere() implements Made {}
    }

    /** @throws IllegalStateException where two run one kind */
    public DeclaredHere(Collection<AgentRuntime> runtimes) {
        for (AgentRuntime runtime : runtimes) {
            if (this.runtimes.putIfAbsent(runtime.kind(), runtime) != null) {
                throw new IllegalStateException("Two beans run declared agents of kind '" + runtime.kind() + "'");
            }
            runtime.endpoints().forEach(name -> endpoints.add(endpoint(runtime.kind(), name)));
        }
    }

    private static String endpoint(String kind, String name) {
        return kind + ":" + name;
    }

    /** The endpoints that this worker reaches, each {@code kind:name}. */
    public Set<String> endpoints() {
        return Collections.unmodifiableSet(endpoints);
    }

    /** Whether this worker runs declared agents at all. */
    public boolean isAny() {
        return !runtimes.isEmpty();
    }

    /** The ledger lists these now; answers whether that is news. */
    boolean are(List<DeclaredAgent> listed) {
        Map<String, DeclaredAgent> now = new LinkedHashMap<>();
        listed.forEach(agent -> now.put(agent.name(), agent));
        Map<String, DeclaredAgent> before = current;
        if (now.equals(before)) {
            return false;
        }
        now.values().forEach(agent -> {
            DeclaredAgent old = before.get(agent.name());
            if (old == null) {
                log.info("Agent {} is declared: version {}, {}", agent.name(), agent.version(), agent.endpoint());
            } else if (old.version() != agent.version()) {
                log.info("Agent {} has changed: version {}", agent.name(), agent.version());
            }
        });
        before.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> log.info("Agent {} is no longer run here", name));
        current = Collections.unmodifiableMap(now);
        return true;
    }

    Map<String, DeclaredAgent> current() {
        return current;
    }

    /** The present version of {@code name} where it has been made, for its health. */
    Optional<Hosted> ready(DeclaredAgent agent) {
        return made.get(new Version(agent.name(), Integer.toString(agent.version())))
                        instanceof Made.Ready(Hosted hosted)
                ? Optional.of(hosted)
                : Optional.empty();
    }

    /** The version where it has been made, or the ledger's last list holds it; null where its text must be fetched. */
    @Nullable
    Made find(String name, String version) {
        Made known = made.get(new Version(name, version));
        if (known != null) {
            return known;
        }
        DeclaredAgent agent = current.get(name);
        return agent != null && Integer.toString(agent.version()).equals(version)
                ? make(name, version, agent.definition())
                : null;
    }

    /** Makes the agent that {@code text} describes, and remembers it. */
    Made make(String name, String version, String text) {
        Made result = tryToMake(name, version, text);
        if (result instanceof Made.Unreadable(String why)) {
            log.warn("Version {} of agent {} cannot be run, its tasks fail: {}", version, name, why);
        }
        if (!(result instanceof Made.Elsewhere)) {
            made.put(new Version(name, version), result);
        }
        return result;
    }

    private Made tryToMake(String name, String version, String text) {
        JsonNode json;
        try {
            json = ExactJson.read(text);
        } catch (JacksonException e) {
            return new Made.Unreadable("it is no JSON: " + e.getOriginalMessage());
        }
        var definition = new AgentDefinition(name, version, json);
        String kind = json.path("kind").asString("");
        AgentRuntime runtime = runtimes.get(kind);
        if (runtime == null || !endpoints.contains(endpoint(kind, definition.endpoint()))) {
            return new Made.Elsewhere();
        }
        try {
            Hosted hosted = Hosted.of(runtime.agent(definition));
            String described = hosted.description().name();
            return described.equals(name)
                    ? new Made.Ready(hosted)
                    : new Made.Unreadable("it describes itself as '" + described + "'");
        } catch (IllegalArgumentException e) {
            return new Made.Unreadable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("Version {} of agent {} cannot be made", version, name, e);
            return new Made.Unreadable("an error of the worker, which its log shows: "
                    + e.getClass().getSimpleName());
        }
    }
}
