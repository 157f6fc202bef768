package dev.warren.doctor.ledger;

import java.sql.SQLException;
import java.util.List;

/** Reads of every agent who hosts it and what waits for it. */
public final class AgentsServed {

    private static final String AGENTS = """
            with hosting as (
                select a.name as agent, w.incarnation, w.slots > w.running as free, told.agent as told
                from agent a join worker w on w.state = 'ALIVE' and w.last_beat > clock_timestamp() - interval '20 s'
                left join lateral (select e as agent from jsonb_array_elements(w.agents) e where e ->> 'name' = a.name limit 1) told
                    on true
                where case when a.endpoint is null then told.agent is not null else a.endpoint = any (w.endpoints) end
            ), waiting as (
                select agent, count(*) as tasks, extract(epoch from clock_timestamp() - min(due_at)) as seconds
                from task where status = 'QUEUED' group by agent
            )
            select a.name, a.paused, coalesce(w.tasks, 0) as waiting, coalesce(w.seconds, 0) as seconds,
                   (select count(*) from hosting h where h.agent = a.name) as hosts,
                   (select count(*) from hosting h where h.agent = a.name
                        and coalesce(h.told ->> 'healthy', 'true') = 'true') as healthy,
                   (select count(*) from hosting h where h.agent = a.name and h.free
                        and coalesce(h.told ->> 'healthy', 'true') = 'true') as free,
                   (select min(h.told ->> 'reason') from hosting h where h.agent = a.name) as reason
            from agent a left join waiting w on w.agent = a.name order by a.name
            """;

    private final Ledger ledger;

    public AgentsServed(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * An agent and who serves it.
     *
     * @param waiting tasks that are due and wait
     * @param oldestSeconds for how long the oldest of them has been due
     * @param hosts workers that host it
     * @param healthy those of them on which it says that it can work
     * @param free those of these that have a free slot
     * @param reason why it cannot, where one says so; otherwise empty
     */
    public record Served(
            String agent,
            boolean paused,
            long waiting,
            double oldestSeconds,
            int hosts,
            int healthy,
            int free,
            String reason) {}

    /** All agents, by name. */
    public List<Served> read() throws SQLException {
        return ledger.list(
                AGENTS,
                row -> new Served(
                        row.getString("name"),
                        row.getBoolean("paused"),
                        row.getLong("waiting"),
                        row.getDouble("seconds"),
                        row.getInt("hosts"),
                        row.getInt("healthy"),
                        row.getInt("free"),
                        row.getString("reason") == null ? "" : row.getString("reason")));
    }
}
