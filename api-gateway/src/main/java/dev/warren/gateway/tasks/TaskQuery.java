package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Names;
import dev.warren.store.task.TaskFilter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The parameters of a list of tasks, checked all at once. */
final class TaskQuery {

    static final int DEFAULT_PAGE_SIZE = 50;
    static final int MOST_PAGE_SIZE = 100;

    private static final List<String> PARAMETERS =
            List.of("status", "agent", "label", "createdAfter", "createdBefore", "pageSize", "pageToken");
    private static final int MOST_LABELS = 16;

    private final MultiValueMap<String, String> parameters;
    private final InvalidFields wrong = new InvalidFields();

    private TaskQuery(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * What to list.
     *
     * @param filterHash by which page tokens of other lists are told
     */
    record Wanted(TaskFilter filter, int pageSize, int filterHash) {}

    /** @throws Problem naming every parameter that is wrong or unknown */
    static Wanted parse(MultiValueMap<String, String> parameters, String tenant) {
        return new TaskQuery(parameters).wanted(tenant);
    }

    private Wanted wanted(String tenant) {
        parameters.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .forEach(name -> wrong.addUnknown(name, PARAMETERS));
        TaskStatus status = status();
        String agent = agent();
        SortedMap<String, String> labels = labels();
        Instant after = time("createdAfter");
        Instant before = time("createdBefore");
        int pageSize = pageSize();
        String token = single("pageToken");
        wrong.throwIfAny();
        int hash = Arrays.asList(status == null ? null : status.name(), agent, labels, after, before)
                .hashCode();
        var last = token == null ? null : PageToken.parse(token, hash);
        return new Wanted(new TaskFilter(tenant, status, agent, labels, after, before, last), pageSize, hash);
    }

    private @Nullable String single(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            wrong.add(name, "may be given once only");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private @Nullable TaskStatus status() {
        String name = single("status");
        if (name == null) {
            return null;
        }
        for (TaskStatus status : TaskStatus.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        wrong.add("status", "must be one of " + Arrays.toString(TaskStatus.values()));
        return null;
    }

    private @Nullable String agent() {
        String name = single("agent");
        if (name != null && !name.matches(Names.AGENT_PATTERN)) {
            wrong.add("agent", "must match " + Names.AGENT_PATTERN);
        }
        return name;
    }

    private SortedMap<String, String> labels() {
        var labels = new TreeMap<String, String>();
        List<String> wanted = parameters.getOrDefault("label", List.of());
        if (wanted.size() > MOST_LABELS) {
            wrong.add("label", "may be given " + MOST_LABELS + " times at most");
            return labels;
        }
        for (String label : wanted) {
            int colon = label.indexOf(':');
            if (colon < 1 || label.indexOf('\0') >= 0) {
                wrong.add("label", "must be key:value");
            } else {
                String before = labels.put(label.substring(0, colon), label.substring(colon + 1));
                if (before != null && !before.equals(label.substring(colon + 1))) {
                    wrong.add("label", "names two values of one key; no task has both");
                }
            }
        }
        return labels;
    }

    private @Nullable Instant time(String name) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        // A plus sign that was not encoded arrives as a space.
        Instant time = ReadValue.parseTime(text.replace(' ', '+'));
        if (time == null) {
            wrong.add(name, "must be an ISO-8601 time with its offset such as 2026-01-31T08:00:00Z");
        }
        return time;
    }

    private int pageSize() {
        String text = single("pageSize");
        if (text == null) {
            return DEFAULT_PAGE_SIZE;
        }
        if (text.matches("\\d{1,3}")) {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= MOST_PAGE_SIZE) {
                return size;
            }
        }
        wrong.add("pageSize", "must be a whole number from 1 to " + MOST_PAGE_SIZE);
        return DEFAULT_PAGE_SIZE;
    }
}
