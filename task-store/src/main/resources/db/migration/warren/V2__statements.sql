-- The statements of the hot path and of recovery, as functions: the components may execute these and touch no table by
-- themselves. Each is one transaction and one round trip for many rows. The rules they hold are docs/protocol.md's:
--   * rows are locked first, in id order, in a materialized CTE; then updated, comparing again;
--   * all time is clock_timestamp(), read after the lock is held. Where it only chooses candidates beforehand, it stands
--     in a scalar subquery: an index can serve that, while a bare clock_timestamp() would read every row that waits;
--   * within a volatile function each statement sees what was committed before that statement began.
--   * where a statement looks for rows, it finds them in an order that an index has, and locks them by id afterwards:
--     asked for the first few by id, the planner would read the whole table in that order.
-- Plans are made once: the settings keep them on the indexes while partitions are young and statistics say nothing.
-- Where rows are named by id, their status is compared as  status || '' = …  and their owner by  is not distinct from:
-- that hides the columns from the planner, which would otherwise take the partial index on them for the shorter way,
-- and with it read every queued or running row once per row asked for.

-- Submit --------------------------------------------------------------------------------------------------------------

-- One row of the answer per row asked for, by its id. "task_id" is another task's where the idempotency key was used
-- before, and "same_body" says whether for the same body.
create function submit(_id uuid[], _tenant text[], _agent text[], _lane text[], _priority smallint[], _input text[],
                       _labels text[], _delay_ms bigint[], _not_before timestamptz[], _ttl_ms bigint[],
                       _timeout_ms bigint[], _max_attempts int[], _traceparent text[],
                       _key text[], _body_hash text[], _generation int)
    returns table (id uuid, task_id uuid, same_body boolean, status text, created_at timestamptz, due_at timestamptz,
                   expires_at timestamptz)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _now   timestamptz;
    _keyed boolean := array_remove(_key, null) <> '{}';
begin
    if _keyed then
        -- In key order, or two gateways deadlock. Waits for a concurrent first use of a key to commit or vanish.
        insert into idempotency_key (tenant, key, body_hash, task_id)
        select r.tenant, r.key, r.body_hash, r.id
        from unnest(_id, _tenant, _key, _body_hash) r (id, tenant, key, body_hash)
        where r.key is not null
        order by r.tenant, r.key, r.id
        on conflict do nothing;
    end if;

    _now := clock_timestamp();
    -- The winner of a key is read by this second statement: the first one's snapshot does not show it.
    return query
    with req as (
        select r.*, coalesce(k.task_id, r.id) as winner, coalesce(k.body_hash = r.body_hash, true) as same_body,
               greatest(_now, coalesce(r.not_before, _now + r.delay_ms * interval '1 ms', _now)) as due_at
        from unnest(_id, _tenant, _agent, _lane, _priority, _input, _labels, _delay_ms, _not_before, _ttl_ms,
                    _timeout_ms, _max_attempts, _traceparent, _key, _body_hash)
            r (id, tenant, agent, lane, priority, input, labels, delay_ms, not_before, ttl_ms, timeout_ms,
               max_attempts, traceparent, key, body_hash)
        left join idempotency_key k on _keyed and k.tenant = r.tenant and k.key = r.key
    ), ins as (
        insert into task (id, tenant, agent, lane, status, priority, max_attempts, created_at, due_at, expires_at,
                          timeout_ms, publish_at, publishes, broker_generation, labels, traceparent, input)
        select r.id, r.tenant, r.agent, r.lane, case when r.due_at > _now then 'SCHEDULED' else 'QUEUED' end,
               r.priority, r.max_attempts, _now, r.due_at, r.due_at + r.ttl_ms * interval '1 ms', r.timeout_ms,
               case when r.due_at <= _now then _now + interval '5 s' end, 1, _generation,
               r.labels::jsonb, r.traceparent, r.input::json
        from req r
        where r.winner = r.id
        returning task.id, task.status, task.created_at, task.due_at, task.expires_at
    )
    select r.id, r.winner, r.same_body, i.status, i.created_at, i.due_at, i.expires_at
    from req r left join ins i on i.id = r.id;
end
$$;

-- Claim ---------------------------------------------------------------------------------------------------------------

-- One row of the answer per id. Verdicts: CLAIMED; ROW, the row says no, now and for ever, for this message;
-- NOT_ME, this worker may not have it, or not now: the message must go back to the queue.
create function claim(_incarnation uuid, _id uuid[], _fence bigint[], _agent text[])
    returns table (id uuid, verdict text, tenant text, priority smallint, run int, attempt int, failures int,
                   max_attempts int, fence bigint, timeout_ms bigint, labels text, traceparent text, due_at timestamptz,
                   claimed_at timestamptz, input text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
    set lock_timeout = '1s' as
$$
#variable_conflict use_column
begin
    return query
    with req as materialized (
        select distinct on (r.id) r.id, r.fence, r.agent
        from unnest(_id, _fence, _agent) r (id, fence, agent) order by r.id, r.fence desc
    ), me as materialized (
        -- The key share keeps the row, and lets its heartbeats pass.
        select w.name from worker w where w.incarnation = _incarnation and w.state = 'ALIVE' for key share
    ), locked as materialized (
        select t.id from task t
        where t.id = any (_id) and t.status || '' = 'QUEUED' and exists (select from me)
        order by t.id for update
    ), claimed as (
        update task t
        set status = 'RUNNING', fence = t.fence + 1, attempt = t.attempt + 1, owner = _incarnation, worker = me.name,
            started_at = coalesce(t.started_at, clock_timestamp()), claimed_at = clock_timestamp(),
            timeout_at = clock_timestamp() + t.timeout_ms * interval '1 ms',
            publish_at = null, published_at = null, publishes = 0
        from locked l join req r on r.id = l.id, me
        where t.id = l.id and t.status || '' = 'QUEUED' and t.fence = r.fence and t.agent = r.agent
            and t.cancel_requested_at is null
            and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())
            and not exists (select from agent a where a.name = t.agent and a.paused)
        returning t.id, t.tenant, t.priority, t.run, t.attempt, t.failures, t.max_attempts, t.fence, t.timeout_ms,
            t.labels, t.traceparent, t.due_at, t.claimed_at, t.input
    )
    select r.id,
           case when c.id is not null then 'CLAIMED'
                when not exists (select from me)
                    or exists (select from agent a where a.name = r.agent and a.paused) then 'NOT_ME'
                else 'ROW' end,
           c.tenant, c.priority, c.run, c.attempt, c.failures, c.max_attempts, c.fence, c.timeout_ms, c.labels::text,
           c.traceparent, c.due_at, c.claimed_at, c.input::text
    from req r left join claimed c on c.id = r.id;
end
$$;

-- Finish --------------------------------------------------------------------------------------------------------------

-- Outcomes: COMPLETED; FAILED, trying again cannot help; RETRIED, after _delay_ms; TIMED_OUT, likewise; CANCELED;
-- RELEASED, given back unfinished at no charge. Answers the rows it changed: one that is missing was stale.
create function finish(_incarnation uuid, _id uuid[], _fence bigint[], _outcome text[], _delay_ms bigint[],
                       _output text[], _error_code text[], _error_message text[],
                       _input_tokens bigint[], _output_tokens bigint[])
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    with req as materialized (
        -- Two outcomes of one attempt cannot both count.
        select distinct on (r.id) r.*
        from unnest(_id, _fence, _outcome, _delay_ms, _output, _error_code, _error_message, _input_tokens,
                    _output_tokens)
            r (id, fence, outcome, delay_ms, output, error_code, error_message, input_tokens, output_tokens)
        order by r.id, r.fence desc
    ), locked as materialized (
        select t.id, t.fence, t.run, t.attempt, t.worker, t.claimed_at, t.failures, t.max_attempts,
               t.cancel_requested_at is not null as canceled
        from task t
        where t.id = any (_id) and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
        order by t.id for update
    ), ruled as materialized (
        select l.*, r.outcome, r.delay_ms, r.output, r.error_code, r.error_message, r.input_tokens, r.output_tokens,
               r.outcome in ('RETRIED', 'TIMED_OUT') as charged,
               -- A cancel that was answered decides every way out.
               case when l.canceled or r.outcome = 'CANCELED' then 'CANCELED'
                    when r.outcome in ('COMPLETED', 'FAILED') then r.outcome
                    when r.outcome = 'RELEASED' then 'QUEUED'
                    when l.failures + 1 >= l.max_attempts then 'FAILED'
                    else 'SCHEDULED' end as next
        from locked l join req r on r.id = l.id and r.fence = l.fence
    ), changed as (
        update task t
        set status = d.next,
            error_reason = case when d.next <> 'FAILED' then null
                                when d.outcome = 'FAILED' then 'NON_RETRYABLE'
                                when d.outcome = 'TIMED_OUT' then 'TIMED_OUT'
                                else 'ATTEMPTS_EXHAUSTED' end,
            error_code = d.error_code, error_message = d.error_message,
            failures = t.failures + case when d.charged and d.next <> 'CANCELED' or d.outcome = 'FAILED' and d.next = 'FAILED'
                                         then 1 else 0 end,
            fence = t.fence + case when d.next = 'QUEUED' then 1 else 0 end,
            owner = null, timeout_at = null,
            due_at = case when d.next = 'SCHEDULED' then clock_timestamp() + d.delay_ms * interval '1 ms' else t.due_at end,
            -- The worker does not publish: the sweeper of a gateway does, at once.
            publish_at = case when d.next = 'QUEUED' then clock_timestamp() end,
            finished_at = case when d.next in ('COMPLETED', 'FAILED', 'CANCELED') then clock_timestamp() end,
            output = case when d.next = 'COMPLETED' then d.output::json end,
            input_tokens = t.input_tokens + coalesce(d.input_tokens, 0),
            output_tokens = t.output_tokens + coalesce(d.output_tokens, 0)
        from ruled d
        where t.id = d.id and t.fence = d.fence and t.status || '' = 'RUNNING'
            and t.owner is not distinct from _incarnation
        returning t.id, t.run, t.fence, t.status, t.error_reason
    ), remembered as (
        insert into task_attempt (task_id, run, attempt, incarnation, worker, started_at, ended_at, outcome, error_code,
                                  error_message)
        select d.id, d.run, d.attempt, _incarnation, d.worker, d.claimed_at, clock_timestamp(),
               case when d.outcome = 'COMPLETED' then 'CANCELED' else d.outcome end, d.error_code, d.error_message
        from ruled d
        where d.next <> 'COMPLETED'
    )
    select c.id, c.run, c.fence, c.status, c.error_reason from changed c;
end
$$;

-- Workers -------------------------------------------------------------------------------------------------------------

create function register_worker(_incarnation uuid, _name text, _host text, _version text, _slots int, _agents jsonb)
    returns void language sql security definer set search_path = warren, pg_temp as
$$
insert into worker (incarnation, name, host, version, slots, agents)
values (_incarnation, _name, _host, _version, _slots, _agents)
$$;

-- Makes a Java agent known, or brings what is known of it up to date, and with it the queue of its shared lane.
create function register_agent(_name text, _version text, _description text, _capabilities text[], _input_schema text,
                               _output_schema text, _timeout_ms bigint)
    returns void language sql security definer set search_path = warren, pg_temp as
$$
insert into agent as a (name, kind, version, description, capabilities, input_schema, output_schema, timeout_ms)
values (_name, 'java', _version, _description, _capabilities, _input_schema::json, _output_schema::json, _timeout_ms)
on conflict (name) do update
set version = excluded.version, description = excluded.description, capabilities = excluded.capabilities,
    input_schema = excluded.input_schema, output_schema = excluded.output_schema, timeout_ms = excluded.timeout_ms,
    updated_at = clock_timestamp()
where (a.version, a.description, a.capabilities, a.input_schema::text, a.output_schema::text, a.timeout_ms)
    is distinct from (excluded.version, excluded.description, excluded.capabilities, excluded.input_schema::text,
                      excluded.output_schema::text, excluded.timeout_ms);
insert into agent_queue (agent, lane) values (_name, 'shared') on conflict do nothing;
$$;

-- No row: this incarnation is dead and must stop. Never inserts, never revives.
create function beat(_incarnation uuid, _running int) returns table (state text)
    language sql security definer set search_path = warren, pg_temp as
$$
update worker set last_beat = clock_timestamp(), running = _running
where incarnation = _incarnation and state in ('ALIVE', 'DRAINING')
returning state
$$;

-- Attempts of this incarnation that somebody wants ended.
create function cancel_requests(_incarnation uuid) returns table (id uuid, fence bigint)
    language sql security definer set search_path = warren, pg_temp as
$$
select t.id, t.fence from task t
where t.owner = _incarnation and t.status = 'RUNNING' and t.cancel_requested_at is not null
$$;

-- Everything leased to this incarnation, to be compared with what it really runs.
create function leases(_incarnation uuid) returns table (id uuid, fence bigint)
    language sql security definer set search_path = warren, pg_temp as
$$
select t.id, t.fence from task t where t.owner = _incarnation and t.status = 'RUNNING'
$$;

create function paused_agents() returns table (name text)
    language sql security definer set search_path = warren, pg_temp as
$$
select a.name from agent a where a.paused
$$;

-- DRAINING: claims nothing more and goes on beating. STOPPED: its end; what it still owns is taken over.
create function leave(_incarnation uuid, _state text) returns void
    language sql security definer set search_path = warren, pg_temp as
$$
update worker set state = _state, last_beat = clock_timestamp()
where incarnation = _incarnation and state in ('ALIVE', 'DRAINING') and _state in ('DRAINING', 'STOPPED')
$$;

-- Cancel --------------------------------------------------------------------------------------------------------------

-- No row: no such task of this tenant. "changed" is false where it had ended, or was asked before.
create function cancel(_tenant text, _id uuid)
    returns table (status text, run int, fence bigint, owner uuid, changed boolean)
    language plpgsql security definer set search_path = warren, pg_temp as
$$
#variable_conflict use_column
begin
    return query
    with locked as materialized (
        select t.id, t.status, t.run, t.fence, t.owner, t.cancel_requested_at
        from task t where t.id = _id and t.tenant = _tenant for update
    ), changed as (
        update task t
        set status = case when t.status = 'RUNNING' then t.status else 'CANCELED' end,
            cancel_requested_at = clock_timestamp(), publish_at = null,
            finished_at = case when t.status = 'RUNNING' then null else clock_timestamp() end
        from locked l
        where t.id = l.id and l.cancel_requested_at is null
            and l.status in ('SCHEDULED', 'QUEUED', 'RUNNING', 'WAITING_INPUT')
        returning t.id, t.run
    ), told as (
        insert into task_event (task_id, run, type) select c.id, c.run, 'CANCEL_REQUESTED' from changed c
        returning task_id
    )
    select case when c.id is null or l.status = 'RUNNING' then l.status else 'CANCELED' end,
           l.run, l.fence, l.owner, c.id is not null
    from locked l left join changed c on c.id = l.id;
end
$$;

-- Sweep ---------------------------------------------------------------------------------------------------------------

-- A gateway says that it looks at the clock. Where nobody did for 5 s the ledger was away, and for one full lease
-- nobody may be called dead.
create function tick() returns table (may_judge boolean, broker_generation int)
    language sql security definer set search_path = warren, pg_temp as
$$
update ledger_clock
set judge_after = case when clock_timestamp() - last_tick not between interval '-1 s' and interval '5 s'
                       then clock_timestamp() + interval '15 s' else judge_after end,
    last_tick = clock_timestamp()
returning clock_timestamp() >= judge_after, broker_generation
$$;

-- Always after this gateway's own tick; the second condition refuses a statement that a freeze overtook.
create function declare_dead() returns table (incarnation uuid, name text)
    language sql security definer set search_path = warren, pg_temp as
$$
update worker w set state = 'DEAD'
where w.state in ('ALIVE', 'DRAINING') and w.last_beat < clock_timestamp() - interval '15 s'
    and exists (select from ledger_clock
                where clock_timestamp() >= judge_after
                    and clock_timestamp() - last_tick between interval '-1 s' and interval '5 s')
returning w.incarnation, w.name
$$;

-- Takes what incarnations own that are dead or gone. Level-triggered: each sweep looks at every one of them, and the
-- list is positive evidence read first, then compared with the newest version of each row.
create function take_over(_limit int)
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _dead uuid[] := array(select w.incarnation from worker w
                          where w.state in ('DEAD', 'STOPPED')
                              and exists (select from task t where t.owner = w.incarnation and t.status = 'RUNNING'));
begin
    if _dead = '{}' then
        return;
    end if;
    return query
    with orphaned as materialized (
        select t.id from task t where t.status = 'RUNNING' and t.owner = any (_dead) order by t.owner limit _limit
    ), locked as materialized (
        select t.id, t.run, t.attempt, t.owner, t.worker, t.claimed_at,
               case when t.cancel_requested_at is not null then 'CANCELED'
                    when t.failures + 1 >= t.max_attempts then 'FAILED'
                    else 'QUEUED' end as next
        from task t
        where t.id = any (array(select o.id from orphaned o)) and t.status || '' = 'RUNNING'
            and t.owner = any (_dead)
        order by t.id for update skip locked
    ), changed as (
        update task t
        set status = l.next,
            error_reason = case when l.next <> 'FAILED' then null
                                when t.worker_deaths + 1 >= t.max_attempts then 'POISON'
                                else 'ATTEMPTS_EXHAUSTED' end,
            error_code = case when l.next = 'FAILED' then 'WORKER_DIED' end,
            error_message = case when l.next = 'FAILED' then format('worker %s died while it ran the task', l.worker) end,
            failures = t.failures + case when l.next = 'CANCELED' then 0 else 1 end,
            worker_deaths = t.worker_deaths + case when l.next = 'CANCELED' then 0 else 1 end,
            fence = t.fence + 1, owner = null, timeout_at = null,
            publish_at = case when l.next = 'QUEUED' then clock_timestamp() end, publishes = 0, published_at = null,
            finished_at = case when l.next <> 'QUEUED' then clock_timestamp() end
        from locked l
        where t.id = l.id and t.status || '' = 'RUNNING' and t.owner is not distinct from l.owner
        returning t.id, t.run, t.fence, t.status, t.error_reason
    ), remembered as (
        insert into task_attempt (task_id, run, attempt, incarnation, worker, started_at, ended_at, outcome, error_code,
                                  error_message)
        select l.id, l.run, l.attempt, l.owner, l.worker, l.claimed_at, clock_timestamp(), 'WORKER_DIED', 'WORKER_DIED',
               format('worker %s died while it ran the task', l.worker)
        from locked l
    )
    select c.id, c.run, c.fence, c.status, c.error_reason from changed c;
end
$$;

-- SCHEDULED tasks whose time has come become QUEUED; publish_due finds them.
create function start_due(_limit int) returns table (id uuid)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
with locked as materialized (
    select t.id from task t where t.status = 'SCHEDULED' and t.due_at <= (select clock_timestamp())
        and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())
    order by t.due_at limit _limit for update skip locked
)
update task t set status = 'QUEUED', fence = t.fence + 1, publish_at = clock_timestamp(), publishes = 0,
    published_at = null
from locked l where t.id = l.id and t.status || '' = 'SCHEDULED' and t.due_at <= clock_timestamp()
returning t.id
$$;

-- Tasks that did not start within their time to live.
create function expire(_limit int) returns table (id uuid, run int)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
with over as materialized (
    select t.id from task t
    where t.status in ('SCHEDULED', 'QUEUED') and t.expires_at <= (select clock_timestamp()) and t.started_at is null
    order by t.expires_at limit _limit
), locked as materialized (
    select t.id from task t where t.id = any (array(select over.id from over)) and t.status || '' in ('SCHEDULED', 'QUEUED')
    order by t.id for update skip locked
)
update task t set status = 'EXPIRED', publish_at = null, finished_at = clock_timestamp()
from locked l where t.id = l.id and t.status || '' in ('SCHEDULED', 'QUEUED') and t.expires_at <= clock_timestamp()
    and t.started_at is null
returning t.id, t.run
$$;

-- Attempts that ran on although their worker must have stopped them long ago: the lease ends with them.
create function end_overdue(_grace_ms bigint, _limit int)
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    with overdue as materialized (
        select t.id from task t
        where t.status = 'RUNNING' and t.owner is not null
            and t.timeout_at < clock_timestamp() - _grace_ms * interval '1 ms'
        order by t.owner limit _limit
    ), locked as materialized (
        select t.id, t.run, t.attempt, t.owner, t.worker, t.claimed_at,
               case when t.cancel_requested_at is not null then 'CANCELED'
                    when t.failures + 1 >= t.max_attempts then 'FAILED'
                    else 'SCHEDULED' end as next
        from task t
        where t.id = any (array(select o.id from overdue o)) and t.status || '' = 'RUNNING'
            and t.timeout_at < clock_timestamp() - _grace_ms * interval '1 ms'
        order by t.id for update skip locked
    ), changed as (
        update task t
        set status = l.next, error_reason = case when l.next = 'FAILED' then 'TIMED_OUT' end,
            error_code = 'TIMED_OUT', error_message = 'the attempt ran longer than its timeout and its worker did not end it',
            failures = t.failures + case when l.next = 'CANCELED' then 0 else 1 end,
            owner = null, timeout_at = null,
            due_at = case when l.next = 'SCHEDULED'
                          then clock_timestamp() + least(interval '5 min', interval '1 s' * power(2, t.failures))
                          else t.due_at end,
            finished_at = case when l.next <> 'SCHEDULED' then clock_timestamp() end
        from locked l
        where t.id = l.id and t.status || '' = 'RUNNING' and t.owner is not distinct from l.owner
            and t.timeout_at < clock_timestamp() - _grace_ms * interval '1 ms'
        returning t.id, t.run, t.fence, t.status, t.error_reason
    ), remembered as (
        insert into task_attempt (task_id, run, attempt, incarnation, worker, started_at, ended_at, outcome, error_code,
                                  error_message)
        select l.id, l.run, l.attempt, l.owner, l.worker, l.claimed_at, clock_timestamp(), 'TIMED_OUT', 'TIMED_OUT',
               'the attempt ran longer than its timeout and its worker did not end it'
        from locked l
    )
    select c.id, c.run, c.fence, c.status, c.error_reason from changed c;
end
$$;

-- Publication ---------------------------------------------------------------------------------------------------------

-- Takes the right to publish: until the new publish_at, 30 s to 1 h later, other gateways leave the row alone. Highest
-- priority first, oldest first within one. A row whose publication the broker confirmed comes up again after an hour
-- at the latest, and earlier where republish_lost found its queue empty.
create function publish_due(_generation int, _limit int)
    returns table (id uuid, run int, fence bigint, agent text, lane text, tenant text, priority smallint,
                   expires_at timestamptz, traceparent text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    with due as materialized (
        select d.id from agent_queue q join agent a on a.name = q.agent and not a.paused
        cross join lateral (
            select t.id, t.priority from task t
            where t.status = 'QUEUED' and t.agent = q.agent and t.lane = q.lane
                and t.publish_at <= (select clock_timestamp())
                and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())
            order by t.publish_at limit _limit) d
        order by d.priority desc, d.id limit _limit
    ), locked as materialized (
        select t.id from task t where t.id = any (array(select due.id from due)) and t.status || '' = 'QUEUED'
            and t.publish_at <= clock_timestamp()
        order by t.id for update skip locked
    ), taken as (
        update task t
        set publish_at = clock_timestamp() + least(interval '1 h', interval '30 s' * power(2, least(t.publishes, 10))),
            publishes = t.publishes + 1, published_at = null, broker_generation = _generation
        from locked l where t.id = l.id and t.status || '' = 'QUEUED'
        returning t.id, t.run, t.fence, t.agent, t.lane, t.tenant, t.priority, t.expires_at, t.started_at, t.traceparent
    )
    select c.id, c.run, c.fence, c.agent, c.lane, c.tenant, c.priority,
           case when c.started_at is null then c.expires_at end, c.traceparent
    from taken c order by c.priority desc, c.id;
end
$$;

-- The broker confirmed these publications. Only rows that still wait for the same fence are written.
create function confirm_published(_id uuid[], _fence bigint[]) returns int
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _changed int;
begin
    with req as materialized (
        select r.id, max(r.fence) as fence from unnest(_id, _fence) r (id, fence) group by r.id
    ), locked as materialized (
        select t.id from task t where t.id = any (_id) and t.status || '' = 'QUEUED' order by t.id for update skip locked
    )
    update task t set published_at = clock_timestamp(), publish_at = clock_timestamp() + interval '1 h'
    from locked l join req r on r.id = l.id
    where t.id = l.id and t.fence = r.fence and t.status || '' = 'QUEUED';
    get diagnostics _changed = row_count;
    return _changed;
end
$$;

-- The broker's queue of this agent and lane is empty: what was confirmed into it a while ago and still waits is lost.
create function republish_lost(_agent text, _lane text, _confirmed_before_ms bigint, _limit int) returns int
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _changed int;
begin
    -- By publish_at, so that each batch of a large loss goes on in the index where the one before ended.
    with lost as materialized (
        select t.id from task t
        where t.status = 'QUEUED' and t.agent = _agent and t.lane = _lane
            and t.publish_at > (select clock_timestamp())
            and t.published_at < clock_timestamp() - _confirmed_before_ms * interval '1 ms'
        order by t.publish_at limit _limit
    ), locked as materialized (
        select t.id from task t where t.id = any (array(select lost.id from lost)) and t.status || '' = 'QUEUED'
        order by t.id for update skip locked
    )
    update task t set publish_at = clock_timestamp(), published_at = null
    from locked l where t.id = l.id and t.status || '' = 'QUEUED'
        and t.published_at < clock_timestamp() - _confirmed_before_ms * interval '1 ms';
    get diagnostics _changed = row_count;
    return _changed;
end
$$;

-- Keeping house -------------------------------------------------------------------------------------------------------

create function forget_old(_keys_before timestamptz, _workers_before timestamptz, _limit int) returns int
    language plpgsql security definer set search_path = warren, pg_temp as
$$
declare
    _keys int;
begin
    delete from idempotency_key k using (
        select o.tenant, o.key from idempotency_key o where o.created_at < _keys_before
        order by o.tenant, o.key limit _limit for update skip locked) o
    where k.tenant = o.tenant and k.key = o.key;
    get diagnostics _keys = row_count;
    delete from worker w
    where w.state in ('DEAD', 'STOPPED') and w.last_beat < _workers_before
        and not exists (select from task t where t.owner = w.incarnation and t.status = 'RUNNING');
    return _keys;
end
$$;

-- The newest migration that was made: a worker, which makes none, waits for the one it knows.
create function schema_version() returns int
    language plpgsql security definer set search_path = warren, pg_temp as
$$
begin
    return (select max(h.version::int) from flyway_schema_history h where h.success);
end
$$;
