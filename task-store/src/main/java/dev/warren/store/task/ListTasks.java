package dev.warren.store.task;

import static java.util.stream.Collectors.toMap;

import dev.warren.model.task.TimeOrderedId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists tasks, newest first, a page at a time. Bounds of time become bounds of the id, so that the ledger reads only
 * the partitions that can hold a match.
 */
public class ListTasks {

    private static final String BYTES =
            "sql('octet_length(cast(? as text)) + coalesce(octet_length(cast(? as text)), 0)', t.input, t.output)";

    private final EntityManager ledger;
    private final Tasks tasks;
    private final long mostBytes;

    /** @param mostBytes of inputs and outputs in a page that has more than one task */
    public ListTasks(EntityManager ledger, Tasks tasks, long mostBytes) {
        this.ledger = ledger;
        this.tasks = tasks;
        this.mostBytes = mostBytes;
    }

    /**
     * Answers at most {@code size} tasks; fewer, though more match, where their inputs and outputs are large. Both
     * statements see the ledger at one moment, so that each task shown matches the filter.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public TaskPage list(TaskFilter filter, int size) {
        List<Tuple> found = candidates(filter).setMaxResults(size + 1).getResultList();
        List<UUID> page = new ArrayList<>(size);
        long bytes = 0;
        for (Tuple candidate : found) {
            bytes += candidate.get(1, Number.class).longValue();
            if (page.size() == size || bytes > mostBytes && !page.isEmpty()) {
                break;
            }
            page.add(candidate.get(0, UUID.class));
        }
        List<Task> shown = page.isEmpty() ? List.of() : tasks.findByTenantAndIdInOrderByIdDesc(filter.tenant(), page);
        return new TaskPage(shown, page.size() < found.size());
    }

    /**
     * The tenant's tasks among {@code ids}, newest id first: the first one and as many of the following as their inputs
     * and outputs let fit into a page. What follows the last id that was considered is for another page.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Fitting first(String tenant, List<UUID> ids) {
        Map<UUID, Long> sizes = ledger.createQuery(
                        "select t.id, " + BYTES + " from Task t where t.tenant = :tenant and t.id in :ids", Tuple.class)
                .setParameter("tenant", tenant)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(toMap(
                        row -> row.get(0, UUID.class),
                        row -> row.get(1, Number.class).longValue()));
        int considered = 0;
        long bytes = 0;
        for (UUID id : ids) {
            bytes += sizes.getOrDefault(id, 0L);
            if (bytes > mostBytes && considered > 0) {
                break;
            }
            considered++;
        }
        List<UUID> page = ids.subList(0, considered);
        return new Fitting(
                page.isEmpty() ? List.of() : tasks.findByTenantAndIdInOrderByIdDesc(tenant, page), considered);
    }

    /**
     * Tasks of one page.
     *
     * @param considered how many of the ids that were asked for the page covers
     */
    public record Fitting(List<Task> tasks, int considered) {}

    private TypedQuery<Tuple> candidates(TaskFilter filter) {
        var conditions = new StringBuilder("t.tenant = :tenant");
        var values = new LinkedHashMap<String, Object>(Map.of("tenant", filter.tenant()));
        if (filter.status() != null) {
            conditions.append(" and t.status = :status");
            values.put("status", filter.status());
        }
        if (filter.agent() != null) {
            conditions.append(" and t.agent = :agent");
            values.put("agent", filter.agent());
        }
        if (filter.createdAfter() != null) {
            conditions.append(" and t.id >= :first");
            values.put("first", TimeOrderedId.firstAt(filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            conditions.append(" and t.id < :end");
            values.put("end", TimeOrderedId.firstAt(filter.createdBefore()));
        }
        if (filter.before() != null) {
            conditions.append(" and t.id < :before");
            values.put("before", filter.before());
        }
        int label = 0;
        for (Map.Entry<String, String> wanted : filter.labels().entrySet()) {
            conditions.append(
                    " and sql('jsonb_extract_path_text(?, ?)', t.labels, :key%d) = :value%d".formatted(label, label));
            values.put("key" + label, wanted.getKey());
            values.put("value" + label++, wanted.getValue());
        }
        TypedQuery<Tuple> query = ledger.createQuery("""
                select t.id, %s from Task t where %s order by t.id desc""".formatted(BYTES, conditions), Tuple.class);
        values.forEach(query::setParameter);
        return query;
    }
}
