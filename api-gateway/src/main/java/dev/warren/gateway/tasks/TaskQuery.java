package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.request.PageToken;
import dev.warren.gateway.request.Parameters;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.task.TaskFilter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.util.MultiValueMap;

/** The parameters of a list of tasks, checked all at once. */
final class TaskQuery {

    private static final List<String> KNOWN =
            List.of("status", "agent", "label", "createdAfter", "createdBefore", "pageSize", "pageToken");
    private static final int MOST_LABELS = 16;

    private final InvalidFields wrong = new InvalidFields();
    private final Parameters parameters;

    private TaskQuery(MultiValueMap<String, String> parameters) {
        this.parameters = new Parameters(parameters, KNOWN, wrong);
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
        TaskStatus status = parameters.choice("status", TaskStatus.values());
        String agent = parameters.agent("agent");
        SortedMap<String, String> labels = labels();
        Instant after = parameters.time("createdAfter");
        Instant before = parameters.time("createdBefore");
        int pageSize = parameters.pageSize();
        String token = parameters.single("pageToken");
        wrong.throwIfAny();
        int hash = Arrays.asList(status == null ? null : status.name(), agent, labels, after, before)
                .hashCode();
        var last = token == null ? null : PageToken.parse(token, hash);
        return new Wanted(new TaskFilter(tenant, status, agent, labels, after, before, last), pageSize, hash);
    }

    private SortedMap<String, String> labels() {
        var labels = new TreeMap<String, String>();
        List<String> wanted = parameters.all("label");
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
}
