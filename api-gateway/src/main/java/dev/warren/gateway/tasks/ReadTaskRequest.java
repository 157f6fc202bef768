package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.request.ReadRetry;
import dev.warren.gateway.request.ReadText;
import dev.warren.gateway.request.ReadValue;
import dev.warren.gateway.request.RetryOverride;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.task.TaskDefaults;
import dev.warren.model.topology.Names;
import dev.warren.store.submit.NewTask;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads one task as it is asked for and checks each field; collects everything that is wrong before it refuses. */
final class ReadTaskRequest {

    static final List<String> FIELDS = List.of(
            "agent",
            "capabilities",
            "input",
            "priority",
            "ttl",
            "delay",
            "notBefore",
            "timeout",
            "maxAttempts",
            "retry",
            "labels");

    static final int MOST_CAPABILITIES = 16;

    private static final String NO_INPUT = "null";

    private final StrictJson json;
    private final InvalidFields wrong = new InvalidFields();
    private final ReadValue value;
    private final Clock clock;

    private @Nullable String agent;
    private boolean agentSaid;
    private @Nullable List<String> capabilities;
    private String input = NO_INPUT;
    private @Nullable Integer priority;
    private @Nullable Duration ttl;
    private @Nullable Duration delay;
    private @Nullable Instant notBefore;
    private @Nullable Duration timeout;
    private @Nullable Integer maxAttempts;
    private @Nullable RetryOverride retry;
    private SortedMap<String, String> labels = new TreeMap<>();

    private ReadTaskRequest(StrictJson json, Clock clock) {
        this.json = json;
        this.value = new ReadValue(json, wrong);
        this.clock = clock;
    }

    /**
     * Reads from the current token to the value's last one, whatever is wrong with it.
     *
     * @throws Problem naming every field that is wrong
     */
    static TaskRequest read(StrictJson json, Clock clock) {
        return new ReadTaskRequest(json, clock).read();
    }

    private TaskRequest read() {
        if (json.token() != JsonToken.START_OBJECT) {
            wrong.add("", "A task must be a JSON object, got " + json.kind());
            json.skip();
            throw wrong.asProblem();
        }
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            json.next();
            readField(field);
        }
        return checked();
    }

    private void readField(String field) {
        switch (field) {
            case "agent" -> {
                agentSaid = json.token() != JsonToken.VALUE_NULL;
                agent = value.string(field);
            }
            case "capabilities" ->
                capabilities = json.token() == JsonToken.VALUE_NULL
                        ? null
                        : new ReadText(json, wrong).names(field, Names.AGENT_PATTERN, MOST_CAPABILITIES);
            case "input" -> input = json.raw();
            case "priority" ->
                priority = value.wholeNumber(field, TaskDefaults.LOWEST_PRIORITY, TaskDefaults.HIGHEST_PRIORITY);
            case "maxAttempts" -> maxAttempts = value.wholeNumber(field, 1, TaskDefaults.MOST_MAX_ATTEMPTS);
            case "ttl" -> ttl = value.duration(field, Duration.ofMillis(1));
            case "timeout" -> timeout = value.duration(field, Duration.ofMillis(1));
            case "delay" -> delay = value.duration(field, Duration.ZERO);
            case "notBefore" -> notBefore = value.time(field, clock.instant().plus(TaskDefaults.LONGEST_DURATION));
            case "retry" -> retry = new ReadRetry(json, wrong).read(field);
            case "labels" -> labels = new ReadLabels(json, wrong).read(field);
            default -> {
                json.skip();
                wrong.addUnknown(field, FIELDS);
            }
        }
    }

    private TaskRequest checked() {
        if (!agentSaid && capabilities == null) {
            wrong.add("agent", "is required, or capabilities instead");
        }
        if (agentSaid && capabilities != null) {
            wrong.add("capabilities", "cannot be combined with agent; send one of them");
        }
        if (!agentSaid && capabilities != null && capabilities.isEmpty()) {
            wrong.add("capabilities", "must name at least one");
        }
        if (delay != null && notBefore != null) {
            wrong.add("notBefore", "cannot be combined with delay; send one of them");
        }
        wrong.throwIfAny();
        if (input.getBytes(StandardCharsets.UTF_8).length > TaskDefaults.MAX_INPUT_BYTES) {
            throw tooLarge();
        }
        return new TaskRequest(addressee(), input, priority, start(), ttl, timeout, maxAttempts, retry, labels);
    }

    private Addressee addressee() {
        return capabilities == null
                ? new Addressee.Named(Objects.requireNonNull(agent))
                : new Addressee.Offering(new TreeSet<>(capabilities));
    }

    private static Problem tooLarge() {
        return Problem.of(
                ProblemType.BODY_TOO_LARGE, "The input may have " + TaskDefaults.MAX_INPUT_BYTES + " bytes at most.");
    }

    private NewTask.Start start() {
        if (delay != null) {
            return new NewTask.Start.After(delay);
        }
        return notBefore == null ? new NewTask.Start.Now() : new NewTask.Start.NotBefore(notBefore);
    }
}
