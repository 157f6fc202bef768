package dev.warren.gateway.deadletters;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.request.ReadValue;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.topology.Names;
import dev.warren.store.deadletter.DeadLetterFilter;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads the body of a replay or a discard: either ids or a filter. A filter that says nothing means every dead letter,
 * and must be written as such.
 */
final class ReadChoice {

    static final int MOST_IDS = 1000;
    static final int MOST_BYTES = 64 * 1024;
    static final int DEFAULT_RATE = 100;
    static final int MOST_RATE = 10_000;

    private static final String RATE = "ratePerSecond";
    private static final List<String> FILTERS = List.of("agent", "reason", "endedAfter", "endedBefore");
    private static final Pattern UUID_PATTERN =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final StrictJson json;
    private final String tenant;
    private final boolean paced;
    private final InvalidFields wrong = new InvalidFields();
    private final ReadValue value;

    private @Nullable Set<UUID> ids;
    private @Nullable DeadLetterFilter filter;
    private @Nullable Integer rate;

    private ReadChoice(StrictJson json, String tenant, boolean paced) {
        this.json = json;
        this.tenant = tenant;
        this.paced = paced;
        this.value = new ReadValue(json, wrong);
    }

    /**
     * What was asked for.
     *
     * @param ratePerSecond how many may start in a second
     */
    record Asked(Choice choice, int ratePerSecond) {}

    /**
     * @param paced whether a rate may be said
     * @throws Problem naming every field that is wrong
     */
    static Asked read(StrictJson json, String tenant, boolean paced) {
        return new ReadChoice(json, tenant, paced).read();
    }

    private Asked read() {
        if (json.token() != JsonToken.START_OBJECT) {
            wrong.add("", "The body must be a JSON object, got " + json.kind());
            json.skip();
            throw wrong.asProblem();
        }
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            json.next();
            switch (field) {
                case "ids" -> readIds();
                case "filter" -> readFilter();
                case RATE -> readRate();
                default -> {
                    json.skip();
                    wrong.addUnknown(field, paced ? List.of("ids", "filter", RATE) : List.of("ids", "filter"));
                }
            }
        }
        wrong.throwIfAny();
        Set<UUID> named = ids;
        DeadLetterFilter filtered = filter;
        if ((named == null) == (filtered == null)) {
            wrong.add(
                    named == null ? "ids" : "filter",
                    "Send either ids or filter; {\"filter\":{}} stands for every dead letter");
            throw wrong.asProblem();
        }
        int perSecond = rate == null ? DEFAULT_RATE : rate;
        return named != null
                ? new Asked(new Choice.ByIds(List.copyOf(named)), perSecond)
                : new Asked(new Choice.ByFilter(Objects.requireNonNull(filtered)), perSecond);
    }

    private void readRate() {
        if (paced) {
            rate = value.wholeNumber(RATE, 1, MOST_RATE);
        } else {
            json.skip();
            wrong.addUnknown(RATE, List.of("ids", "filter"));
        }
    }

    private void readIds() {
        String rule = "must be a list of 1 to " + MOST_IDS + " ids";
        if (json.token() != JsonToken.START_ARRAY) {
            if (json.token() != JsonToken.VALUE_NULL) {
                wrong.add("ids", rule + ", got " + json.kind());
                json.skip();
            }
            return;
        }
        var named = new LinkedHashSet<UUID>();
        int count = 0;
        while (json.next() != JsonToken.END_ARRAY) {
            String path = "ids." + count++;
            if (json.token() == JsonToken.VALUE_STRING
                    && UUID_PATTERN.matcher(json.string()).matches()) {
                named.add(UUID.fromString(json.string()));
            } else {
                json.skip();
                wrong.add(path, "must be the id of a dead letter, a UUID");
            }
        }
        if (count == 0 || count > MOST_IDS) {
            wrong.add("ids", rule + ", got " + count);
        }
        ids = named;
    }

    private void readFilter() {
        if (json.token() != JsonToken.START_OBJECT) {
            if (json.token() != JsonToken.VALUE_NULL) {
                wrong.add("filter", "must be an object, got " + json.kind());
                json.skip();
            }
            return;
        }
        String agent = null;
        String reason = null;
        Instant after = null;
        Instant before = null;
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String name = json.name();
            json.next();
            String path = "filter." + name;
            switch (name) {
                case "agent" -> agent = agent(path);
                case "reason" -> reason = reason(path);
                case "endedAfter" -> after = value.time(path, Instant.MAX);
                case "endedBefore" -> before = value.time(path, Instant.MAX);
                default -> {
                    json.skip();
                    wrong.addUnknown(path, FILTERS);
                }
            }
        }
        filter = new DeadLetterFilter(tenant, agent, reason, after, before, null);
    }

    private @Nullable String agent(String path) {
        String agent = value.string(path);
        if (agent != null && !agent.matches(Names.AGENT_PATTERN)) {
            wrong.add(path, "must match " + Names.AGENT_PATTERN);
        }
        return agent;
    }

    private @Nullable String reason(String path) {
        String reason = value.string(path);
        if (reason != null && !Reasons.ALL.contains(reason)) {
            wrong.add(path, "must be one of " + Reasons.ALL);
        }
        return reason;
    }
}
