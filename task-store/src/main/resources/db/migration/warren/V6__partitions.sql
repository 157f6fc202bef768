-- What is done all the time must not cost more with each week that is kept. A plan that is made once leaves partitions out
-- only where a parameter bounds the id: so each hot statement that is given ids says between which of them they lie, too.
-- Where such bounds stand in a join, the planner must still go from the few locked rows to theirs by the key, or it would
-- read all rows between the bounds: it expects one row where it is told that a column it knows nothing of has a certain
-- value, hence few = 1. Otherwise these are the functions of V2__statements.sql, V4__recovery.sql and V5__agents.sql.

-- Claim ---------------------------------------------------------------------------------------------------------------

-- One row of the answer per distinct request. A task may be asked for at several fences: whoever can write to a queue can
-- forge one, and it must not take the place of the right one. Verdicts: CLAIMED; ROW, the row says no, now and for ever,
-- for this message; NOT_ME, this worker may not have it, or not now: the message must go back to the queue.
-- "_version" is what this worker runs of an agent that it brings itself; of a declared one the current version is taken.
create or replace function claim(_incarnation uuid, _id uuid[], _fence bigint[], _agent text[], _version text[])
    returns table (id uuid, verdict text, tenant text, priority smallint, run int, attempt int, failures int,
                   max_attempts int, fence bigint, timeout_ms bigint, labels text, traceparent text, due_at timestamptz,
                   claimed_at timestamptz, input text, retry text, agent_version text, state text, answer text,
                   asked_fence bigint, asked_agent text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
    set lock_timeout = '1s' as
$$
#variable_conflict use_column
declare
    _sorted uuid[] := array(select u from unnest(_id) u order by u);
    _from   uuid   := _sorted[1];
    _to     uuid   := _sorted[cardinality(_sorted)];
begin
    return query
    with req as materialized (
        select r.id, r.fence, r.agent, max(r.version) as version
        from unnest(_id, _fence, _agent, _version) r (id, fence, agent, version) group by r.id, r.fence, r.agent
    ), me as materialized (
        -- The key share keeps the row, and lets its heartbeats pass.
        select w.name from worker w where w.incarnation = _incarnation and w.state = 'ALIVE' for key share
    ), locked as materialized (
        select t.id, 1 as few from task t
        where t.id = any (_id) and t.id between _from and _to and t.status || '' = 'QUEUED' and exists (select from me)
        order by t.id for update
    ), claimed as (
        update task t
        set status = 'RUNNING', fence = t.fence + 1, attempt = t.attempt + 1, owner = _incarnation, worker = me.name,
            agent_version = coalesce(r.version, (select a.version from agent a where a.name = t.agent)),
            started_at = coalesce(t.started_at, clock_timestamp()), claimed_at = clock_timestamp(),
            timeout_at = clock_timestamp() + t.timeout_ms * interval '1 ms',
            publish_at = null, published_at = null, publishes = 0, unroutable_since = null
        from locked l join req r on r.id = l.id, me
        where l.few = 1 and t.id = l.id and t.id between _from and _to
            and t.status || '' = 'QUEUED' and t.fence = r.fence and t.agent = r.agent
            and t.cancel_requested_at is null
            and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())
            and not exists (select from agent a where a.name = t.agent and a.paused)
        returning t.id, t.tenant, t.priority, t.run, t.attempt, t.failures, t.max_attempts, t.fence, t.timeout_ms,
            t.labels, t.traceparent, t.due_at, t.claimed_at, t.input, t.retry, t.agent, t.agent_version, t.state, t.answer
    )
    select r.id,
           case when c.id is not null then 'CLAIMED'
                when not exists (select from me)
                    or exists (select from agent a where a.name = r.agent and a.paused) then 'NOT_ME'
                else 'ROW' end,
           c.tenant, c.priority, c.run, c.attempt, c.failures, c.max_attempts, c.fence, c.timeout_ms, c.labels::text,
           c.traceparent, c.due_at, c.claimed_at, c.input::text, c.retry::text, c.agent_version, c.state::text,
           c.answer::text, r.fence, r.agent
    from req r left join claimed c on c.id = r.id and c.fence - 1 = r.fence and c.agent = r.agent;
end
$$;

-- Finish --------------------------------------------------------------------------------------------------------------

-- Outcomes: COMPLETED; FAILED, trying again cannot help; RETRIED, after _delay_ms; TIMED_OUT, likewise; CANCELED;
-- RELEASED, given back unfinished at no charge; HANDED_OFF, to _agent with _state; ASKED, waits _delay_ms for an answer to
-- _question, with _state; CALLED, waits for the ends of the children _waiting_for, and is queued again where they have
-- ended. The last three charge nothing. Answers the rows it changed: one that is missing was stale.
create or replace function finish(_incarnation uuid, _id uuid[], _fence bigint[], _outcome text[], _delay_ms bigint[],
                                  _output text[], _error_code text[], _error_message text[],
                                  _input_tokens bigint[], _output_tokens bigint[],
                                  _agent text[], _state text[], _question text[], _waiting_for text[])
    returns table (id uuid, run int, fence bigint, status text, error_reason text, parent uuid)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _sorted uuid[] := array(select u from unnest(_id) u order by u);
    _from   uuid   := _sorted[1];
    _to     uuid   := _sorted[cardinality(_sorted)];
    _count  int;
begin
    if 'CALLED' = any (_outcome) then
        -- By a statement of its own: the next one then sees the children as they are once their parent is locked. A child
        -- that ends later is told of in child_end, and whoever reads that waits for this lock.
        perform from (select t.id from task t
                      where t.id = any (_id) and t.id between _from and _to and t.status || '' = 'RUNNING'
                          and t.owner is not distinct from _incarnation
                      order by t.id for update) callers;
    end if;
    if 'COMPLETED' = all (_outcome) then
        -- Most groups. What is left over, because it is canceled or stale, is decided below.
        return query
        with req as materialized (
            select distinct on (r.id) r.*
            from unnest(_id, _fence, _output, _input_tokens, _output_tokens)
                r (id, fence, output, input_tokens, output_tokens)
            order by r.id, r.fence desc
        ), locked as materialized (
            select t.id, t.fence, 1 as few from task t
            where t.id = any (_id) and t.id between _from and _to and t.status || '' = 'RUNNING'
                and t.owner is not distinct from _incarnation
            order by t.id for update
        )
        update task t
        set status = 'COMPLETED', error_code = null, error_message = null, owner = null, timeout_at = null,
            waiting_for = null, finished_at = clock_timestamp(), output = r.output::json,
            input_tokens = t.input_tokens + coalesce(r.input_tokens, 0),
            output_tokens = t.output_tokens + coalesce(r.output_tokens, 0)
        from locked l join req r on r.id = l.id and r.fence = l.fence
        where l.few = 1 and t.id = l.id and t.id between _from and _to and t.fence = l.fence
            and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation and t.cancel_requested_at is null
        returning t.id, t.run, t.fence, t.status, t.error_reason, t.parent;
        get diagnostics _count = row_count;
        if _count = cardinality(_id) then
            return;
        end if;
    end if;
    return query
    with req as materialized (
        -- Two outcomes of one attempt cannot both count.
        select distinct on (r.id) r.*
        from unnest(_id, _fence, _outcome, _delay_ms, _output, _error_code, _error_message, _input_tokens,
                    _output_tokens, _agent, _state, _question, _waiting_for)
            r (id, fence, outcome, delay_ms, output, error_code, error_message, input_tokens, output_tokens, agent,
               state, question, waiting_for)
        order by r.id, r.fence desc
    ), locked as materialized (
        select t.id, 1 as few, t.fence, t.run, t.attempt, t.worker, t.claimed_at, t.failures, t.max_attempts, t.handoffs,
               t.agent, t.agent_version, t.cancel_requested_at is not null as canceled
        from task t
        where t.id = any (_id) and t.id between _from and _to and t.status || '' = 'RUNNING'
            and t.owner is not distinct from _incarnation
        order by t.id for update
    ), ruled as materialized (
        select l.*, r.outcome, r.delay_ms, r.output, r.input_tokens, r.output_tokens, r.agent as next_agent, r.state,
               r.question, r.waiting_for::uuid[] as waiting_for,
               r.outcome in ('RETRIED', 'TIMED_OUT') as charged,
               case when o.lost is null then r.error_code else o.lost end as error_code,
               case o.lost when 'UNKNOWN_AGENT' then format('it was handed off to %s, and there is no such agent', r.agent)
                           when 'HANDOFF_LIMIT' then format('it was handed off %s times', l.handoffs)
                           else r.error_message end as error_message,
               -- A cancel that was answered decides every way out.
               case when l.canceled or r.outcome = 'CANCELED' then 'CANCELED'
                    when r.outcome in ('COMPLETED', 'FAILED') then r.outcome
                    when o.lost is not null then 'FAILED'
                    when r.outcome in ('RELEASED', 'HANDED_OFF') then 'QUEUED'
                    when r.outcome = 'ASKED' then 'WAITING_INPUT'
                    when r.outcome = 'CALLED' then
                        case when exists (select from task c where c.id = any (r.waiting_for::uuid[])
                                              and c.status || '' in ('SCHEDULED', 'QUEUED', 'RUNNING', 'WAITING_INPUT'))
                             then 'SCHEDULED' else 'QUEUED' end
                    when l.failures + 1 >= l.max_attempts then 'FAILED'
                    else 'SCHEDULED' end as next
        from locked l join req r on r.id = l.id and r.fence = l.fence
        cross join lateral (
            select case when r.outcome <> 'HANDED_OFF' then null
                        when not exists (select from agent a join task t on t.id = l.id
                                         where a.name = r.agent and coalesce(a.tenant, t.tenant) = t.tenant)
                            then 'UNKNOWN_AGENT'
                        when l.handoffs >= 100 then 'HANDOFF_LIMIT' end as lost) o
    ), changed as (
        update task t
        set status = d.next,
            error_reason = case when d.next <> 'FAILED' then null
                                when d.outcome in ('FAILED', 'HANDED_OFF') then 'NON_RETRYABLE'
                                when d.outcome = 'TIMED_OUT' then 'TIMED_OUT'
                                else 'ATTEMPTS_EXHAUSTED' end,
            error_code = d.error_code, error_message = d.error_message,
            failures = t.failures + case when d.charged and d.next <> 'CANCELED'
                                           or d.outcome in ('FAILED', 'HANDED_OFF') and d.next = 'FAILED'
                                         then 1 else 0 end,
            fence = t.fence + case when d.next = 'QUEUED' then 1 else 0 end,
            owner = null, timeout_at = null,
            -- A caller looks again by itself after an hour, whatever became of the news of its children.
            due_at = case when d.next <> 'SCHEDULED' then t.due_at
                          when d.outcome = 'CALLED' then clock_timestamp() + interval '1 h'
                          else clock_timestamp() + d.delay_ms * interval '1 ms' end,
            waiting_for = case when d.next = 'SCHEDULED' and d.outcome = 'CALLED' then d.waiting_for end,
            -- The worker does not publish: the sweeper of a gateway does, at once.
            publish_at = case when d.next = 'QUEUED' then clock_timestamp() end,
            finished_at = case when d.next in ('COMPLETED', 'FAILED', 'CANCELED') then clock_timestamp() end,
            output = case when d.next = 'COMPLETED' then d.output::json end,
            agent = case when d.next = 'QUEUED' and d.outcome = 'HANDED_OFF' then d.next_agent else t.agent end,
            lane = case when d.next = 'QUEUED' and d.outcome = 'HANDED_OFF' then lane_of(d.next_agent, t.lane) else t.lane end,
            submitted_agent = case when d.next = 'QUEUED' and d.outcome = 'HANDED_OFF'
                                   then coalesce(t.submitted_agent, t.agent) else t.submitted_agent end,
            handoffs = t.handoffs + case when d.next = 'QUEUED' and d.outcome = 'HANDED_OFF' then 1 else 0 end,
            state = case when d.outcome in ('HANDED_OFF', 'ASKED') then d.state::json else t.state end,
            question_id = case when d.next = 'WAITING_INPUT' then gen_random_uuid() else t.question_id end,
            question = case when d.next = 'WAITING_INPUT' then d.question::json else t.question end,
            asked_at = case when d.next = 'WAITING_INPUT' then clock_timestamp() else t.asked_at end,
            answer_by = case when d.next = 'WAITING_INPUT' then clock_timestamp() + d.delay_ms * interval '1 ms'
                             else t.answer_by end,
            answer = case when d.outcome in ('HANDED_OFF', 'ASKED') then null else t.answer end,
            input_tokens = t.input_tokens + coalesce(d.input_tokens, 0),
            output_tokens = t.output_tokens + coalesce(d.output_tokens, 0)
        from ruled d
        where d.few = 1 and t.id = d.id and t.id between _from and _to and t.fence = d.fence
            and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
        returning t.id, t.run, t.fence, t.status, t.error_reason, t.parent
    ), remembered as (
        insert into task_attempt (task_id, run, attempt, incarnation, worker, agent, agent_version, started_at, ended_at,
                                  outcome, error_code, error_message)
        select d.id, d.run, d.attempt, _incarnation, d.worker, d.agent, d.agent_version, d.claimed_at, clock_timestamp(),
               case when d.next = 'CANCELED' and d.outcome in ('COMPLETED', 'HANDED_OFF', 'ASKED', 'CALLED') then 'CANCELED'
                    when d.next = 'FAILED' and d.outcome = 'HANDED_OFF' then 'FAILED'
                    else d.outcome end,
               d.error_code, d.error_message
        from ruled d
        where d.next <> 'COMPLETED'
    )
    select c.id, c.run, c.fence, c.status, c.error_reason, c.parent from changed c;
end
$$;

-- Publication ---------------------------------------------------------------------------------------------------------

-- The broker of that generation confirmed these publications. Only rows that still wait for the same fence are written,
-- and only while the generation is the present one: what an earlier broker had is lost.
create or replace function confirm_published(_id uuid[], _fence bigint[], _generation int[]) returns int
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _present int := lock_publications(false);
    _changed int;
begin
    -- Apart from what follows: where the planner sees the filter, it expects one row and compares each with each.
    select array_agg(req.id order by req.id), array_agg(req.fence order by req.id) into _id, _fence
    from (select r.id, max(r.fence) as fence from unnest(_id, _fence, _generation) r (id, fence, generation)
          where r.generation = _present group by r.id) req;
    with req as materialized (
        select r.id, r.fence from unnest(_id, _fence) r (id, fence)
    ), locked as materialized (
        select t.id, 1 as few from task t
        where t.id = any (_id) and t.id between _id[1] and _id[cardinality(_id)] and t.status || '' = 'QUEUED'
        order by t.id for update skip locked
    )
    update task t
    set published_at = clock_timestamp(), publish_at = clock_timestamp() + interval '1 h',
        broker_generation = _present, unroutable_since = null
    from locked l join req r on r.id = l.id
    where l.few = 1 and t.id = l.id and t.id between _id[1] and _id[cardinality(_id)] and t.fence = r.fence
        and t.status || '' = 'QUEUED';
    get diagnostics _changed = row_count;
    return _changed;
end
$$;

-- Planned once -------------------------------------------------------------------------------------------------------

-- Postgres before 18 plans a function in SQL anew at each call, with every partition in it: an empty look for tasks that
-- have expired took 2 ms with six partitions and 33 with 54. These say what they said before, in PL/pgSQL.

-- The steps that this run has finished, for the attempt that owns the task.
create or replace function steps(_incarnation uuid, _id uuid, _fence bigint)
    returns table (name text, attempt int, result text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    select s.name, s.attempt, s.result::text
    from task t join task_step s on s.task_id = t.id and s.run = t.run
    where t.id = _id and t.fence = _fence and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation;
end
$$;

-- How children of a running task stand.
create or replace function children(_incarnation uuid, _task uuid, _fence bigint, _id uuid[])
    returns table (id uuid, status text, output text, error_reason text, error_code text, error_message text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    select c.id, c.status, c.output::text, c.error_reason, c.error_code, c.error_message
    from task t join task c on c.parent = t.id
    where t.id = _task and t.fence = _fence and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
        and c.id = any (_id);
end
$$;

-- How far running attempts are, the newest of each. What is no fraction must not fail the others.
create or replace function report_progress(_incarnation uuid, _id uuid[], _fence bigint[], _fraction real[],
                                           _message text[])
    returns void language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
begin
    insert into task_progress as p (task_id, run, fraction, message)
    select distinct on (t.id) t.id, t.run, least(greatest(r.fraction, 0), 1), r.message
    from unnest(_id, _fence, _fraction, _message) with ordinality r (id, fence, fraction, message, n)
    join task t on t.id = r.id and t.fence = r.fence
    where t.id = any (_id) and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
    order by t.id, r.n desc
    on conflict (task_id) do update
    set run = excluded.run, fraction = excluded.fraction, message = excluded.message, at = clock_timestamp();
end
$$;

-- What became of attempts whose finish may have been written although its answer was lost: one row for each that has
-- ended, or waits for its retry, a child or an answer, at the fence of that attempt. Nobody but that attempt, or who took
-- its lease away, can have brought it there.
create or replace function written(_id uuid[], _fence bigint[])
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    select t.id, t.run, t.fence, t.status, t.error_reason
    from task t join unnest(_id, _fence) r (id, fence) on r.id = t.id and r.fence = t.fence
    where t.id = any (_id) and t.status || '' in ('COMPLETED', 'FAILED', 'CANCELED', 'SCHEDULED', 'WAITING_INPUT');
end
$$;

-- Attempts of this incarnation that somebody wants ended.
create or replace function cancel_requests(_incarnation uuid) returns table (id uuid, fence bigint)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    select t.id, t.fence from task t
    where t.owner = _incarnation and t.status = 'RUNNING' and t.cancel_requested_at is not null;
end
$$;

-- Everything leased to this incarnation, to be compared with what it really runs.
create or replace function leases(_incarnation uuid) returns table (id uuid, fence bigint)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    select t.id, t.fence from task t where t.owner = _incarnation and t.status = 'RUNNING';
end
$$;

-- SCHEDULED tasks whose time has come become QUEUED; publish_due finds them.
create or replace function start_due(_limit int) returns table (id uuid)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    with locked as materialized (
        select t.id from task t where t.status = 'SCHEDULED' and t.due_at <= (select clock_timestamp())
            and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())
        order by t.due_at limit _limit for update skip locked
    )
    update task t set status = 'QUEUED', fence = t.fence + 1, publish_at = clock_timestamp(), publishes = 0,
        published_at = null, waiting_for = null
    from locked l where t.id = l.id and t.status || '' = 'SCHEDULED' and t.due_at <= clock_timestamp()
    returning t.id;
end
$$;

-- Tasks that did not start within their time to live.
create or replace function expire(_limit int) returns table (id uuid, run int)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    with over as materialized (
        select t.id from task t
        where t.status in ('SCHEDULED', 'QUEUED') and t.expires_at <= (select clock_timestamp())
            and t.started_at is null
        order by t.expires_at limit _limit
    ), locked as materialized (
        select t.id from task t
        where t.id = any (array(select over.id from over)) and t.status || '' in ('SCHEDULED', 'QUEUED')
        order by t.id for update skip locked
    )
    update task t set status = 'EXPIRED', publish_at = null, finished_at = clock_timestamp()
    from locked l where t.id = l.id and t.status || '' in ('SCHEDULED', 'QUEUED') and t.expires_at <= clock_timestamp()
        and t.started_at is null
    returning t.id, t.run;
end
$$;

-- Ends tasks whose questions nobody has answered in time.
create or replace function end_unanswered(_limit int)
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    with over as materialized (
        select t.id from task t where t.status = 'WAITING_INPUT' and t.answer_by <= (select clock_timestamp())
        order by t.answer_by limit _limit
    ), locked as materialized (
        select t.id from task t where t.id = any (array(select over.id from over)) and t.status || '' = 'WAITING_INPUT'
        order by t.id for update skip locked
    )
    update task t
    set status = 'FAILED', error_reason = 'TIMED_OUT', error_code = 'NO_ANSWER',
        error_message = format('nobody answered its question within %s s',
                               extract(epoch from t.answer_by - t.asked_at)::bigint),
        finished_at = clock_timestamp()
    from locked l
    where t.id = l.id and t.status || '' = 'WAITING_INPUT' and t.answer_by <= clock_timestamp()
    returning t.id, t.run, t.fence, t.status, t.error_reason;
end
$$;

-- Ends tasks each of whose publications came back for so long, the first to the last: a broker that is away says
-- nothing about queues.
create or replace function fail_unroutable(_after_ms bigint, _limit int)
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    with stuck as materialized (
        select t.id from task t
        where t.status = 'QUEUED' and t.unroutable_since <= (select clock_timestamp() - _after_ms * interval '1 ms')
            and t.returned_at - t.unroutable_since >= _after_ms * interval '1 ms'
        order by t.unroutable_since limit _limit
    ), locked as materialized (
        select t.id from task t where t.id = any (array(select stuck.id from stuck)) and t.status || '' = 'QUEUED'
        order by t.id for update skip locked
    )
    update task t
    set status = 'FAILED', error_reason = 'UNDELIVERABLE', error_code = 'UNROUTABLE',
        error_message = format('its messages found no queue for %s s: the log of the gateways says why the broker '
                               'refuses agent.%s.%s; when it is there again, replay the task',
                               extract(epoch from t.returned_at - t.unroutable_since)::bigint, t.agent, t.lane),
        publish_at = null, finished_at = clock_timestamp()
    from locked l
    where t.id = l.id and t.status || '' = 'QUEUED'
        and t.returned_at - t.unroutable_since >= _after_ms * interval '1 ms'
    returning t.id, t.run, t.fence, t.status, t.error_reason;
end
$$;

-- How far each queue has come: the youngest publication among those that run. One that a gateway saw here a while ago
-- has overtaken every older one of its priority that still waits.
create or replace function claimed_progress()
    returns table (agent text, lane text, priority smallint, sent_at timestamptz)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    return query
    select t.agent, t.lane, t.priority, max(t.sent_at) from task t
    where t.status = 'RUNNING' and t.sent_at is not null
    group by t.agent, t.lane, t.priority;
end
$$;
