-- What agents do beyond one answer to one input: they remember finished steps, hand a task on, ask a person, call other
-- agents, and are declared as data. The head of V2__statements.sql says how these functions are written; docs/protocol.md
-- has the rules. A function whose arguments stay is replaced; one with new arguments stands beside the old one, which
-- gateways and workers of the release before still call.

-- Columns -------------------------------------------------------------------------------------------------------------

alter table agent
    add column endpoint   text, -- kind:name of what a worker must reach to run it; null: workers bring it themselves
    add column definition json, -- as it was declared; null: workers bring it themselves
    add check ((kind = 'java') = (definition is null and endpoint is null));

-- Every version of a declared agent: a task runs the one that was current at its claim.
create table agent_version (
    agent       text references agent,
    version     int         not null check (version > 0),
    definition  json        not null,
    declared_at timestamptz not null default clock_timestamp(),
    primary key (agent, version)
);

alter table worker
    add column endpoints text[] not null default '{}'; -- kind:name of what it reaches

alter table task
    add column agent_version   text,                 -- what its newest attempt ran
    add column submitted_agent text,                 -- whom it was submitted to; null: no handoff has changed the agent
    add column handoffs        int not null default 0,
    add column state           json,                 -- what the attempts of this run leave to the next one
    add column question_id     uuid,
    add column question        json,
    add column asked_at        timestamptz,
    add column answer_by       timestamptz,          -- end of the wait for an answer
    add column answer          json,                 -- to the newest question
    add column parent          uuid,                 -- the task whose attempt sent it
    add column depth           smallint not null default 0, -- parents above it
    add column waiting_for     uuid[],               -- children whose ends it waits for
    add column capabilities    text[],               -- what it asked for instead of an agent
    add column routing         json;                 -- why it went to its agent

create index task_waiting_input on task (answer_by) where status = 'WAITING_INPUT';

alter table task_attempt
    add column agent         text,
    add column agent_version text,
    drop constraint task_attempt_outcome_check,
    add check (outcome in ('FAILED', 'RETRIED', 'TIMED_OUT', 'CANCELED', 'RELEASED', 'WORKER_DIED', 'HANDED_OFF',
                           'ASKED', 'CALLED'));

-- How far running tasks say they are. Beside the task's row, which many changes would bloat.
create table task_progress (
    task_id  uuid primary key,
    run      int         not null,
    fraction real        not null check (fraction between 0 and 1),
    message  text        not null,
    at       timestamptz not null default clock_timestamp()
) partition by range (task_id);

create table task_progress_default partition of task_progress default with (fillfactor = 50);
do $$
declare
    week timestamptz;
begin
    for week in
        select (right(c.relname, 8) || ' 00:00:00+00')::timestamptz
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'task'::regclass and c.relname ~ '^task_\d{8}$'
    loop
        execute format('create table %I partition of task_progress for values from (%L) to (%L) with (fillfactor = 70)',
                       'task_progress_' || to_char(week at time zone 'UTC', 'YYYYMMDD'), first_id_at(week),
                       first_id_at(week + interval '7 days'));
    end loop;
end
$$;

-- Children that have ended since their parents were last looked at. Written in the transaction of the end, whatever
-- statement that is, and read by wake_callers.
create table child_end (
    parent uuid,
    child  uuid,
    primary key (parent, child)
);

create function tell_parent() returns trigger language plpgsql set search_path = warren, pg_temp as
$$
begin
    insert into child_end (parent, child) values (new.parent, new.id) on conflict do nothing;
    return null;
end
$$;

create trigger task_child_end after update on task for each row
    when (new.parent is not null and new.status <> old.status
        and new.status in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED'))
    execute function tell_parent();

-- Partitions, with those of progress ----------------------------------------------------------------------------------

create or replace function ensure_partitions(until timestamptz) returns int language plpgsql
    security definer set search_path = warren, pg_temp as
$$
declare
    week    timestamptz := date_trunc('week', clock_timestamp() at time zone 'UTC') at time zone 'UTC';
    parent  text;
    child   text;
    created int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('warren.partitions'));
    while week <= until loop
        foreach parent in array array ['task', 'task_run', 'task_attempt', 'task_event', 'task_step', 'dead_letter',
                                       'task_progress'] loop
            child := parent || '_' || to_char(week at time zone 'UTC', 'YYYYMMDD');
            if to_regclass(child) is null then
                execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = 70)',
                               child, parent, first_id_at(week), first_id_at(week + interval '7 days'));
                created := created + 1;
            end if;
        end loop;
        week := week + interval '7 days';
    end loop;
    return created;
end
$$;

-- Drops the partitions whose every task was made before "before" and has ended, and the unreadable messages of before.
-- Answers the partitions' names.
create or replace function drop_partitions(before timestamptz) returns setof text language plpgsql
    security definer set search_path = warren, pg_temp set lock_timeout = '2s' as
$$
declare
    week   text;
    parent text;
    open   boolean;
begin
    perform pg_advisory_xact_lock(hashtext('warren.partitions'));
    delete from unreadable_message m where m.at < before;
    for week in
        select right(c.relname, 8) from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'task'::regclass and c.relname ~ '^task_\d{8}$' order by 1
    loop
        continue when (week || ' 00:00:00+00')::timestamptz + interval '7 days' > before;
        execute format('select exists (select from %I where status in (''SCHEDULED'', ''QUEUED'', ''RUNNING'', ''WAITING_INPUT''))',
                       'task_' || week) into open;
        continue when open;
        foreach parent in array array ['task', 'task_run', 'task_attempt', 'task_event', 'task_step', 'dead_letter',
                                       'task_progress'] loop
            execute format('drop table if exists %I', parent || '_' || week);
        end loop;
        return next week;
    end loop;
end
$$;

-- Submit --------------------------------------------------------------------------------------------------------------

-- One row of the answer per row asked for, by its id. "task_id" is another task's where the idempotency key was used
-- before, and "same_body" says whether for the same body. "_capabilities" are words with commas between them.
create function submit(_id uuid[], _tenant text[], _agent text[], _lane text[], _priority smallint[], _input text[],
                       _labels text[], _delay_ms bigint[], _not_before timestamptz[], _ttl_ms bigint[],
                       _timeout_ms bigint[], _max_attempts int[], _retry text[], _traceparent text[],
                       _capabilities text[], _routing text[], _key text[], _body_hash text[], _generation int)
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
                    _timeout_ms, _max_attempts, _retry, _traceparent, _capabilities, _routing, _key, _body_hash)
            r (id, tenant, agent, lane, priority, input, labels, delay_ms, not_before, ttl_ms, timeout_ms,
               max_attempts, retry, traceparent, capabilities, routing, key, body_hash)
        left join idempotency_key k on _keyed and k.tenant = r.tenant and k.key = r.key
    ), ins as (
        insert into task (id, tenant, agent, lane, status, priority, max_attempts, created_at, due_at, expires_at,
                          ttl_ms, timeout_ms, publish_at, sent_at, publishes, broker_generation, labels, retry,
                          traceparent, capabilities, routing, input)
        select r.id, r.tenant, r.agent, r.lane, case when r.due_at > _now then 'SCHEDULED' else 'QUEUED' end,
               r.priority, r.max_attempts, _now, r.due_at, r.due_at + r.ttl_ms * interval '1 ms', r.ttl_ms,
               r.timeout_ms, case when r.due_at <= _now then _now + interval '5 s' end,
               case when r.due_at <= _now then _now end, 1, _generation,
               r.labels::jsonb, r.retry::json, r.traceparent, string_to_array(r.capabilities, ','), r.routing::json,
               r.input::json
        from req r
        where r.winner = r.id
        returning task.id, task.status, task.created_at, task.due_at, task.expires_at
    )
    select r.id, r.winner, r.same_body, i.status, i.created_at, i.due_at, i.expires_at
    from req r left join ins i on i.id = r.id;
end
$$;

-- Claim ---------------------------------------------------------------------------------------------------------------

-- One row of the answer per distinct request. A task may be asked for at several fences: whoever can write to a queue can
-- forge one, and it must not take the place of the right one. Verdicts: CLAIMED; ROW, the row says no, now and for ever,
-- for this message; NOT_ME, this worker may not have it, or not now: the message must go back to the queue.
-- "_version" is what this worker runs of an agent that it brings itself; of a declared one the current version is taken.
create function claim(_incarnation uuid, _id uuid[], _fence bigint[], _agent text[], _version text[])
    returns table (id uuid, verdict text, tenant text, priority smallint, run int, attempt int, failures int,
                   max_attempts int, fence bigint, timeout_ms bigint, labels text, traceparent text, due_at timestamptz,
                   claimed_at timestamptz, input text, retry text, agent_version text, state text, answer text,
                   asked_fence bigint, asked_agent text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
    set lock_timeout = '1s' as
$$
#variable_conflict use_column
begin
    return query
    with req as materialized (
        select r.id, r.fence, r.agent, max(r.version) as version
        from unnest(_id, _fence, _agent, _version) r (id, fence, agent, version) group by r.id, r.fence, r.agent
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
            agent_version = coalesce(r.version, (select a.version from agent a where a.name = t.agent)),
            started_at = coalesce(t.started_at, clock_timestamp()), claimed_at = clock_timestamp(),
            timeout_at = clock_timestamp() + t.timeout_ms * interval '1 ms',
            publish_at = null, published_at = null, publishes = 0, unroutable_since = null
        from locked l join req r on r.id = l.id, me
        where t.id = l.id and t.status || '' = 'QUEUED' and t.fence = r.fence and t.agent = r.agent
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

-- The lane of an agent that goes on with what is in "_lane" of another's: the same one, or the shared one, which every
-- agent has. In a lane without a queue nobody would ever publish it.
create function lane_of(_agent text, _lane text) returns text
    language sql stable set search_path = warren, pg_temp as
$$
select coalesce((select q.lane from agent_queue q where q.agent = _agent and q.lane = _lane), 'shared')
$$;

-- Outcomes: COMPLETED; FAILED, trying again cannot help; RETRIED, after _delay_ms; TIMED_OUT, likewise; CANCELED;
-- RELEASED, given back unfinished at no charge; HANDED_OFF, to _agent with _state; ASKED, waits _delay_ms for an answer to
-- _question, with _state; CALLED, waits for the ends of the children _waiting_for, and is queued again where they have
-- ended. The last three charge nothing. Answers the rows it changed: one that is missing was stale.
create function finish(_incarnation uuid, _id uuid[], _fence bigint[], _outcome text[], _delay_ms bigint[],
                       _output text[], _error_code text[], _error_message text[],
                       _input_tokens bigint[], _output_tokens bigint[],
                       _agent text[], _state text[], _question text[], _waiting_for text[])
    returns table (id uuid, run int, fence bigint, status text, error_reason text, parent uuid)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    if 'CALLED' = any (_outcome) then
        -- By a statement of its own: the next one then sees the children as they are once their parent is locked. A child
        -- that ends later is told of in child_end, and whoever reads that waits for this lock.
        perform from (select t.id from task t
                      where t.id = any (_id) and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
                      order by t.id for update) callers;
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
        select t.id, t.fence, t.run, t.attempt, t.worker, t.claimed_at, t.failures, t.max_attempts, t.handoffs,
               t.agent, t.agent_version, t.cancel_requested_at is not null as canceled
        from task t
        where t.id = any (_id) and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
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
        where t.id = d.id and t.fence = d.fence and t.status || '' = 'RUNNING'
            and t.owner is not distinct from _incarnation
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

-- What became of attempts whose finish may have been written although its answer was lost: one row for each that has
-- ended, or waits for its retry, a child or an answer, at the fence of that attempt. Nobody but that attempt, or who took
-- its lease away, can have brought it there.
create or replace function written(_id uuid[], _fence bigint[])
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
select t.id, t.run, t.fence, t.status, t.error_reason
from task t join unnest(_id, _fence) r (id, fence) on r.id = t.id and r.fence = t.fence
where t.id = any (_id) and t.status || '' in ('COMPLETED', 'FAILED', 'CANCELED', 'SCHEDULED', 'WAITING_INPUT')
$$;

-- Recovery, which now remembers the agent of an attempt ---------------------------------------------------------------

-- Takes what incarnations own that are dead or gone. Level-triggered: each sweep looks at every one of them, and the
-- list is positive evidence read first, then compared with the newest version of each row.
create or replace function take_over(_limit int)
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
        select t.id, t.run, t.attempt, t.owner, t.worker, t.agent, t.agent_version, t.claimed_at,
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
        insert into task_attempt (task_id, run, attempt, incarnation, worker, agent, agent_version, started_at, ended_at,
                                  outcome, error_code, error_message)
        select l.id, l.run, l.attempt, l.owner, l.worker, l.agent, l.agent_version, l.claimed_at, clock_timestamp(),
               'WORKER_DIED', 'WORKER_DIED', format('worker %s died while it ran the task', l.worker)
        from locked l
    )
    select c.id, c.run, c.fence, c.status, c.error_reason from changed c;
end
$$;

-- Attempts that ran on although their worker must have stopped them long ago: the lease ends with them.
create or replace function end_overdue(_grace_ms bigint, _limit int)
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
        select t.id, t.run, t.attempt, t.owner, t.worker, t.agent, t.agent_version, t.claimed_at,
               t.retry, (select a.retry from agent a where a.name = t.agent) as agent_retry,
               is_final(t.agent, t.retry, 'TIMED_OUT') as final,
               case when t.cancel_requested_at is not null then 'CANCELED'
                    when is_final(t.agent, t.retry, 'TIMED_OUT') then 'FAILED'
                    when t.failures + 1 >= t.max_attempts then 'FAILED'
                    else 'SCHEDULED' end as next
        from task t
        where t.id = any (array(select o.id from overdue o)) and t.status || '' = 'RUNNING'
            and t.timeout_at < clock_timestamp() - _grace_ms * interval '1 ms'
        order by t.id for update skip locked
    ), changed as (
        update task t
        set status = l.next,
            error_reason = case when l.next <> 'FAILED' then null when l.final then 'NON_RETRYABLE' else 'TIMED_OUT' end,
            error_code = 'TIMED_OUT', error_message = 'the attempt ran longer than its timeout and its worker did not end it',
            failures = t.failures + case when l.next = 'CANCELED' then 0 else 1 end,
            owner = null, timeout_at = null,
            due_at = case when l.next = 'SCHEDULED' then clock_timestamp() + back_off(l.agent_retry, l.retry, t.failures + 1)
                          else t.due_at end,
            finished_at = case when l.next <> 'SCHEDULED' then clock_timestamp() end
        from locked l
        where t.id = l.id and t.status || '' = 'RUNNING' and t.owner is not distinct from l.owner
            and t.timeout_at < clock_timestamp() - _grace_ms * interval '1 ms'
        returning t.id, t.run, t.fence, t.status, t.error_reason
    ), remembered as (
        insert into task_attempt (task_id, run, attempt, incarnation, worker, agent, agent_version, started_at, ended_at,
                                  outcome, error_code, error_message)
        select l.id, l.run, l.attempt, l.owner, l.worker, l.agent, l.agent_version, l.claimed_at, clock_timestamp(),
               'TIMED_OUT', 'TIMED_OUT', 'the attempt ran longer than its timeout and its worker did not end it'
        from locked l
    )
    select c.id, c.run, c.fence, c.status, c.error_reason from changed c;
end
$$;

-- Steps ---------------------------------------------------------------------------------------------------------------

-- The steps that this run has finished, for the attempt that owns the task.
create function steps(_incarnation uuid, _id uuid, _fence bigint)
    returns table (name text, attempt int, result text)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan as
$$
select s.name, s.attempt, s.result::text
from task t join task_step s on s.task_id = t.id and s.run = t.run
where t.id = _id and t.fence = _fence and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
$$;

-- Keeps results of steps, each only for the attempt that owns the task, and the first one of a name. Answers the result
-- that counts for each; one that is missing was stale. The key share lets other steps of the task pass, and keeps whoever
-- would take it away waiting.
create function record_steps(_incarnation uuid, _id uuid[], _fence bigint[], _name text[], _result text[])
    returns table (id uuid, fence bigint, name text, result text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _owned uuid[];
begin
    with asked as materialized (
        select distinct r.id, r.fence from unnest(_id, _fence) r (id, fence)
    ), owned as materialized (
        select t.id from task t join asked a on a.id = t.id and a.fence = t.fence
        where t.id = any (_id) and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
        order by t.id for key share of t
    )
    select array(select o.id from owned o) into _owned;
    insert into task_step (task_id, run, name, attempt, fence, result)
    select distinct on (t.id, r.name) t.id, t.run, r.name, t.attempt, t.fence, r.result::json
    from unnest(_id, _fence, _name, _result) with ordinality r (id, fence, name, result, n)
    join task t on t.id = r.id and t.fence = r.fence
    where t.id = any (_owned)
    order by t.id, r.name, r.n
    on conflict do nothing;
    return query
    select distinct on (t.id, s.name) t.id, t.fence, s.name, s.result::text
    from unnest(_id, _fence, _name) r (id, fence, name)
    join task t on t.id = r.id and t.fence = r.fence
    join task_step s on s.task_id = t.id and s.run = t.run and s.name = r.name
    where t.id = any (_owned);
end
$$;

-- Children ------------------------------------------------------------------------------------------------------------

-- Submits a child of a running task, once for each name in a run: whoever asks again gets the same child. It inherits
-- tenant, lane, labels and trace, and where nothing else is said its parent's priority and its agent's timeout. Refusals: STALE, the attempt does not own the task;
-- UNKNOWN_AGENT; TOO_DEEP, 16 parents are above it; TOO_MANY, the run has sent 1,000 children. The sweeper publishes it.
create function send_child(_incarnation uuid, _task uuid, _fence bigint, _name text, _id uuid, _agent text, _input text,
                           _priority smallint, _timeout_ms bigint)
    returns table (child uuid, refusal text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _parent task;
    _called agent;
    _sent   uuid;
    _now    timestamptz;
begin
    select t.* into _parent from task t
    where t.id = _task and t.fence = _fence and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
    for key share;
    if not found then
        return query select null::uuid, 'STALE';
        return;
    end if;
    select (s.result ->> 'task')::uuid into _sent from task_step s
    where s.task_id = _task and s.run = _parent.run and s.name = 'child:' || _name;
    if found then
        return query select _sent, null::text;
        return;
    end if;
    select a.* into _called from agent a where a.name = _agent and coalesce(a.tenant, _parent.tenant) = _parent.tenant;
    if not found then
        return query select null::uuid, 'UNKNOWN_AGENT';
        return;
    end if;
    if _parent.depth >= 16 then
        return query select null::uuid, 'TOO_DEEP';
        return;
    end if;
    if (select count(*) from task_step s
        where s.task_id = _task and s.run = _parent.run and s.name like 'child:%') >= 1000 then
        return query select null::uuid, 'TOO_MANY';
        return;
    end if;
    _now := clock_timestamp();
    -- A second thread of the same attempt that sends the same child waits here, and then gets the first one's.
    insert into task_step (task_id, run, name, attempt, fence, result)
    values (_task, _parent.run, 'child:' || _name, _parent.attempt, _parent.fence, json_build_object('task', _id))
    on conflict do nothing;
    if not found then
        return query select (s.result ->> 'task')::uuid, null::text from task_step s
                     where s.task_id = _task and s.run = _parent.run and s.name = 'child:' || _name;
        return;
    end if;
    insert into task (id, tenant, agent, lane, status, priority, max_attempts, created_at, due_at, timeout_ms, publish_at,
                      labels, traceparent, parent, depth, input)
    values (_id, _parent.tenant, _agent, lane_of(_agent, _parent.lane), 'QUEUED', coalesce(_priority, _parent.priority),
            _called.max_attempts, _now, _now, coalesce(_timeout_ms, _called.timeout_ms), _now, _parent.labels,
            _parent.traceparent, _task,
            _parent.depth + 1, _input::json);
    return query select _id, null::text;
end
$$;

-- How children of a running task stand.
create function children(_incarnation uuid, _task uuid, _fence bigint, _id uuid[])
    returns table (id uuid, status text, output text, error_reason text, error_code text, error_message text)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
select c.id, c.status, c.output::text, c.error_reason, c.error_code, c.error_message
from task t join task c on c.parent = t.id
where t.id = _task and t.fence = _fence and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
    and c.id = any (_id)
$$;

-- Queues callers again whose children have all ended. It waits for a caller that is locked: its attempt may be about to
-- wait for the very child whose end is read here. The news are forgotten only then: whoever ends a child again waits for
-- one that is being forgotten, and may hold the caller.
create function wake_callers(_limit int) returns table (id uuid)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _callers uuid[];
begin
    select array(select distinct e.parent
                 from (select n.parent from child_end n order by n.parent, n.child limit _limit) e) into _callers;
    if _callers = '{}' then
        return;
    end if;
    perform from (select t.id from task t where t.id = any (_callers) order by t.id for update) locked;
    delete from child_end e where e.parent = any (_callers);
    return query
    update task t
    set status = 'QUEUED', fence = t.fence + 1, due_at = clock_timestamp(), publish_at = clock_timestamp(), publishes = 0,
        published_at = null, waiting_for = null
    where t.id = any (_callers) and t.status || '' = 'SCHEDULED' and t.waiting_for is not null
        and not exists (select from task c where c.id = any (t.waiting_for)
                            and c.status || '' in ('SCHEDULED', 'QUEUED', 'RUNNING', 'WAITING_INPUT'))
    returning t.id;
end
$$;

-- SCHEDULED tasks whose time has come become QUEUED; publish_due finds them.
create or replace function start_due(_limit int) returns table (id uuid)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
with locked as materialized (
    select t.id from task t where t.status = 'SCHEDULED' and t.due_at <= (select clock_timestamp())
        and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())
    order by t.due_at limit _limit for update skip locked
)
update task t set status = 'QUEUED', fence = t.fence + 1, publish_at = clock_timestamp(), publishes = 0,
    published_at = null, waiting_for = null
from locked l where t.id = l.id and t.status || '' = 'SCHEDULED' and t.due_at <= clock_timestamp()
returning t.id
$$;

-- Questions -----------------------------------------------------------------------------------------------------------

-- A person's answer to the question that a task waits with. No row: no such task of this tenant. "answered" is false
-- where it waits for another question or for none, or its time was over; an answer that came before, the same, is true.
create function answer(_tenant text, _id uuid, _question uuid, _answer text)
    returns table (status text, answered boolean, question_id uuid, run int)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _told json := json_build_object('question', _question, 'answer', _answer::json);
begin
    perform from task t where t.id = _id and t.tenant = _tenant for update;
    return query
    with changed as (
        update task t
        set status = 'QUEUED', fence = t.fence + 1, answer = _answer::json, publish_at = clock_timestamp(), publishes = 0,
            published_at = null, due_at = clock_timestamp()
        where t.id = _id and t.tenant = _tenant and t.status || '' = 'WAITING_INPUT' and t.question_id = _question
            and t.answer_by > clock_timestamp()
        returning t.id, t.run, t.status
    ), told as (
        insert into task_event (task_id, run, type, data)
        select c.id, c.run, 'ANSWERED', _told from changed c
    )
    select coalesce(c.status, t.status),
           c.id is not null or exists (select from task_event e
                                       where e.task_id = t.id and e.run = t.run and e.type = 'ANSWERED'
                                           and e.data::text = _told::text),
           t.question_id, t.run
    from task t left join changed c on c.id = t.id
    where t.id = _id and t.tenant = _tenant;
end
$$;

-- Ends tasks whose questions nobody has answered in time.
create function end_unanswered(_limit int)
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
with over as materialized (
    select t.id from task t where t.status = 'WAITING_INPUT' and t.answer_by <= (select clock_timestamp())
    order by t.answer_by limit _limit
), locked as materialized (
    select t.id from task t where t.id = any (array(select over.id from over)) and t.status || '' = 'WAITING_INPUT'
    order by t.id for update skip locked
)
update task t
set status = 'FAILED', error_reason = 'TIMED_OUT', error_code = 'NO_ANSWER',
    error_message = format('nobody answered its question within %s s', extract(epoch from t.answer_by - t.asked_at)::bigint),
    finished_at = clock_timestamp()
from locked l
where t.id = l.id and t.status || '' = 'WAITING_INPUT' and t.answer_by <= clock_timestamp()
returning t.id, t.run, t.fence, t.status, t.error_reason
$$;

-- Progress ------------------------------------------------------------------------------------------------------------

-- How far running attempts are, the newest of each. What is no fraction must not fail the others.
create function report_progress(_incarnation uuid, _id uuid[], _fence bigint[], _fraction real[], _message text[])
    returns void language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
insert into task_progress as p (task_id, run, fraction, message)
select distinct on (t.id) t.id, t.run, least(greatest(r.fraction, 0), 1), r.message
from unnest(_id, _fence, _fraction, _message) with ordinality r (id, fence, fraction, message, n)
join task t on t.id = r.id and t.fence = r.fence
where t.id = any (_id) and t.status || '' = 'RUNNING' and t.owner is not distinct from _incarnation
order by t.id, r.n desc
on conflict (task_id) do update
set run = excluded.run, fraction = excluded.fraction, message = excluded.message, at = clock_timestamp()
$$;

-- Agents --------------------------------------------------------------------------------------------------------------

-- Makes a Java agent known, or brings what is known of it up to date, and with it the queue of its shared lane.
create or replace function register_agent(_name text, _version text, _description text, _capabilities text[],
                                          _input_schema text, _output_schema text, _timeout_ms bigint, _max_attempts int,
                                          _retry text)
    returns void language plpgsql security definer set search_path = warren, pg_temp as
$$
begin
    insert into agent as a (name, kind, version, description, capabilities, input_schema, output_schema, timeout_ms,
                            max_attempts, retry)
    values (_name, 'java', _version, _description, _capabilities, _input_schema::json, _output_schema::json, _timeout_ms,
            _max_attempts, _retry::json)
    on conflict (name) do update
    set version = excluded.version, description = excluded.description, capabilities = excluded.capabilities,
        input_schema = excluded.input_schema, output_schema = excluded.output_schema, timeout_ms = excluded.timeout_ms,
        max_attempts = excluded.max_attempts, retry = excluded.retry, updated_at = clock_timestamp()
    where a.kind = 'java'
        and (a.version, a.description, a.capabilities, a.input_schema::text, a.output_schema::text, a.timeout_ms,
             a.max_attempts, a.retry::text)
            is distinct from (excluded.version, excluded.description, excluded.capabilities, excluded.input_schema::text,
                              excluded.output_schema::text, excluded.timeout_ms, excluded.max_attempts,
                              excluded.retry::text);
    if (select a.kind <> 'java' from agent a where a.name = _name) then
        raise exception 'agent % is declared over the API: give the Java agent another name', _name
            using errcode = 'unique_violation';
    end if;
    insert into agent_queue (agent, lane) values (_name, 'shared') on conflict do nothing;
end
$$;

-- Declares an agent, or its next version. "_expected" is the version that its declarer has seen, 0 for none, null where
-- that does not matter. Outcomes: CREATED; CHANGED; SAME, nothing was written; OTHER_VERSION, somebody else was faster;
-- JAVA, the name belongs to an agent that workers bring.
create function declare_agent(_name text, _kind text, _endpoint text, _description text, _capabilities text[],
                              _input_schema text, _output_schema text, _timeout_ms bigint, _max_attempts int, _retry text,
                              _definition text, _expected int)
    returns table (outcome text, version int)
    language plpgsql security definer set search_path = warren, pg_temp as
$$
#variable_conflict use_column
declare
    _known   agent;
    _version int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('warren.agent'), hashtext(_name));
    select a.* into _known from agent a where a.name = _name for update;
    if _known.kind = 'java' then
        return query select 'JAVA', null::int;
        return;
    end if;
    if _known.name is not null then
        _version := _known.version::int;
    end if;
    if _expected <> _version then
        return query select 'OTHER_VERSION', _version;
        return;
    end if;
    if _known.kind = _kind and _known.definition::text = _definition then
        return query select 'SAME', _version;
        return;
    end if;
    insert into agent as a (name, kind, endpoint, version, description, capabilities, input_schema, output_schema,
                            timeout_ms, max_attempts, retry, definition)
    values (_name, _kind, _endpoint, (_version + 1)::text, _description, _capabilities, _input_schema::json,
            _output_schema::json, _timeout_ms, _max_attempts, _retry::json, _definition::json)
    on conflict (name) do update
    set kind = excluded.kind, endpoint = excluded.endpoint, version = excluded.version,
        description = excluded.description, capabilities = excluded.capabilities, input_schema = excluded.input_schema,
        output_schema = excluded.output_schema, timeout_ms = excluded.timeout_ms, max_attempts = excluded.max_attempts,
        retry = excluded.retry, definition = excluded.definition, updated_at = clock_timestamp()
    -- A worker that registers takes no such lock, and may have brought the name a moment ago.
    where a.kind <> 'java';
    if not found then
        return query select 'JAVA', null::int;
        return;
    end if;
    insert into agent_version (agent, version, definition) values (_name, _version + 1, _definition::json);
    insert into agent_queue (agent, lane) values (_name, 'shared') on conflict do nothing;
    return query select case when _version = 0 then 'CREATED' else 'CHANGED' end, _version + 1;
end
$$;

-- Declared agents whose endpoint is among these, as they are now.
create function declared_agents(_endpoints text[])
    returns table (name text, kind text, version int, endpoint text, output_schema text, retry text, definition text)
    language sql security definer set search_path = warren, pg_temp as
$$
select a.name, a.kind, a.version::int, a.endpoint, a.output_schema::text, a.retry::text, a.definition::text
from agent a where a.endpoint = any (_endpoints) and a.definition is not null
$$;

-- One version of a declared agent; no row where there is none.
create function agent_definition(_name text, _version int) returns table (definition text)
    language sql security definer set search_path = warren, pg_temp as
$$
select v.definition::text from agent_version v where v.agent = _name and v.version = _version
$$;

-- Stops and starts the claims of an agent's tasks. No row: the tenant may use no such agent.
create function pause_agent(_tenant text, _name text, _paused boolean) returns table (changed boolean)
    language plpgsql security definer set search_path = warren, pg_temp as
$$
begin
    return query
    with known as materialized (
        select a.name, a.paused from agent a where a.name = _name and coalesce(a.tenant, _tenant) = _tenant for update
    ), written as (
        update agent a set paused = _paused from known k where a.name = k.name and k.paused <> _paused returning a.name
    )
    select exists (select from written) from known;
end
$$;

-- Workers -------------------------------------------------------------------------------------------------------------

create function register_worker(_incarnation uuid, _name text, _host text, _version text, _slots int, _agents jsonb,
                                _endpoints text[])
    returns void language sql security definer set search_path = warren, pg_temp as
$$
insert into worker (incarnation, name, host, version, slots, agents, endpoints)
values (_incarnation, _name, _host, _version, _slots, _agents, _endpoints)
$$;

-- No row: this incarnation is dead and must stop. Never inserts, never revives. "_agents" brings what has changed of the
-- agents it hosts: their health, and how long their tasks take; null where nothing has.
create function beat(_incarnation uuid, _running int, _agents jsonb) returns table (state text)
    language sql security definer set search_path = warren, pg_temp as
$$
update worker set last_beat = clock_timestamp(), running = _running, agents = coalesce(_agents, agents)
where incarnation = _incarnation and state in ('ALIVE', 'DRAINING')
returning state
$$;

-- Replay --------------------------------------------------------------------------------------------------------------

-- Starts the next run of ended tasks. The run that ended is put aside as it was, but for the input, which stays; the next
-- one counts from nothing, begins with the agent that the task was submitted to, and its time to live counts anew. Where
-- "_run" says which run is meant, a task whose present run is another is left alone: whoever replays what they saw dead
-- does not run it again after somebody else did. The n-th of them is due "_delay_us" and n spacings from now, n from 0.
-- One row of the answer per task of this tenant; "replayed" is false where it has not ended, or in another run.
create or replace function replay(_tenant text, _id uuid[], _run int[], _delay_us bigint, _spacing_us bigint)
    returns table (id uuid, replayed boolean, status text, run int, fence bigint, due_at timestamptz)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
declare
    _now timestamptz;
begin
    perform from (select t.id from task t where t.id = any (_id) and t.tenant = _tenant order by t.id for update) locked;
    _now := clock_timestamp();
    return query
    with asked as materialized (
        select r.id, min(r.run) as run, min(r.n) as n from unnest(_id, _run) with ordinality r (id, run, n) group by r.id
    ), ended as materialized (
        select t.id, _now + (_delay_us + (row_number() over (order by a.n) - 1) * _spacing_us) * interval '1 us' as due_at
        from asked a join task t on t.id = a.id and t.tenant = _tenant
            and t.status || '' in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')
            and t.run = coalesce(a.run, t.run)
    ), put_aside as (
        insert into task_run (task_id, run, final)
        select t.id, t.run, row_to_json(f)
        from ended e join task t on t.id = e.id
        cross join lateral (
            select t.status, t.priority, t.attempt, t.failures, t.worker_deaths, t.broker_deaths, t.max_attempts, t.fence,
                   t.worker, t.cancel_requested_at, t.created_at, t.due_at, t.started_at, t.claimed_at, t.finished_at,
                   t.expires_at, t.ttl_ms, t.timeout_ms, t.retry, t.error_reason, t.error_code, t.error_message,
                   t.input_tokens, t.output_tokens, t.output, t.agent, t.agent_version, t.submitted_agent, t.handoffs,
                   t.state, t.question_id, t.question, t.asked_at, t.answer_by, t.answer) f
    ), started as (
        update task t
        set run = t.run + 1, fence = t.fence + 1, status = case when e.due_at > _now then 'SCHEDULED' else 'QUEUED' end,
            attempt = 0, failures = 0, worker_deaths = 0, broker_deaths = 0, worker = null, cancel_requested_at = null,
            due_at = e.due_at, started_at = null, claimed_at = null, finished_at = null,
            -- A task of before this migration does not say its ttl.
            expires_at = e.due_at + coalesce(t.ttl_ms * interval '1 ms', t.expires_at - t.created_at),
            publish_at = case when e.due_at > _now then null else _now end, publishes = 0, published_at = null,
            sent_at = null, unroutable_since = null, error_reason = null, error_code = null, error_message = null,
            input_tokens = 0, output_tokens = 0, output = null, agent = coalesce(t.submitted_agent, t.agent),
            submitted_agent = null, agent_version = null, handoffs = 0, state = null, question_id = null, question = null,
            asked_at = null, answer_by = null, answer = null, waiting_for = null
        from ended e
        where t.id = e.id and t.status || '' in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')
        returning t.id, t.status, t.run, t.fence, t.due_at
    ), told as (
        insert into task_event (task_id, run, type) select s.id, s.run, 'REPLAYED' from started s
    )
    select t.id, s.id is not null, coalesce(s.status, t.status), coalesce(s.run, t.run), coalesce(s.fence, t.fence),
           coalesce(s.due_at, t.due_at)
    from asked a join task t on t.id = a.id and t.tenant = _tenant left join started s on s.id = a.id
    order by a.n;
end
$$;

-- Roles ---------------------------------------------------------------------------------------------------------------

revoke execute on all functions in schema warren from public;

grant select on agent_version, task_progress to warren_gateway;
grant execute on function
    submit(uuid[], text[], text[], text[], smallint[], text[], text[], bigint[], timestamptz[], bigint[], bigint[], int[],
           text[], text[], text[], text[], text[], text[], int),
    answer(text, uuid, uuid, text), end_unanswered(int), wake_callers(int),
    declare_agent(text, text, text, text, text[], text, text, bigint, int, text, text, int),
    pause_agent(text, text, boolean)
    to warren_gateway;
grant execute on function
    claim(uuid, uuid[], bigint[], text[], text[]),
    finish(uuid, uuid[], bigint[], text[], bigint[], text[], text[], text[], bigint[], bigint[], text[], text[], text[],
           text[]),
    steps(uuid, uuid, bigint), record_steps(uuid, uuid[], bigint[], text[], text[]),
    send_child(uuid, uuid, bigint, text, uuid, text, text, smallint, bigint), children(uuid, uuid, bigint, uuid[]),
    report_progress(uuid, uuid[], bigint[], real[], text[]),
    declared_agents(text[]), agent_definition(text, int),
    register_worker(uuid, text, text, text, int, jsonb, text[]), beat(uuid, int, jsonb)
    to warren_worker;
