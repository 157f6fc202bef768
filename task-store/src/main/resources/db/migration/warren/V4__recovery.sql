-- Everything that brings a task on when something was lost: dead letters, replay, the generation of the broker, and
-- time to live at the broker. The head of V2__statements.sql says how these functions are written; docs/protocol.md has
-- the rules. A function whose arguments stay is dropped and made anew; one with new arguments stands beside the old one,
-- which gateways and workers of the release before still call.

-- Columns -------------------------------------------------------------------------------------------------------------

alter table task
    add column ttl_ms           bigint check (ttl_ms >= 0),
    add column retry            json,                    -- the task's own retry policy; null: its agent's
    add column sent_at          timestamptz,             -- when the publication at hand was sent; survives the claim
    add column unroutable_since timestamptz,             -- since when each publication came back without finding a queue
    add column returned_at      timestamptz,             -- when the last of them came back
    add column broker_deaths    int not null default 0;  -- messages of this run that the broker gave up

alter table agent
    add column max_attempts int not null default 3 check (max_attempts > 0),
    add column retry        json; -- null: the platform's

alter table ledger_clock
    add column sound_generation int not null default 1, -- the newest one whose every older publication was made again
    add column raised_at        timestamptz;            -- when the present generation began

-- Of an event that tells of a message. Not within its data, which may hold text that Postgres refuses to look into.
alter table task_event
    add column fence  bigint,
    add column reason text;

-- Matches next to nothing: a queue is missing for longer than the moment in which a gateway declares it.
create index task_unroutable on task (unroutable_since) where status = 'QUEUED' and unroutable_since is not null;

-- json, as the output in it: jsonb refuses some text that json keeps.
alter table task_run alter column final type json;

-- Dead letters --------------------------------------------------------------------------------------------------------

-- FAILED and EXPIRED tasks that wait for an operator.
create table dead_letter (
    task_id uuid primary key,
    tenant  text        not null,
    agent   text        not null,
    run     int         not null,
    reason  text        not null, -- the task's error_reason, or EXPIRED
    died_at timestamptz not null
) partition by range (task_id);
create index dead_letter_died on dead_letter (tenant, died_at, task_id);

create table dead_letter_default partition of dead_letter default;
do $$
declare
    week timestamptz;
begin
    for week in
        select (right(c.relname, 8) || ' 00:00:00+00')::timestamptz
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'task'::regclass and c.relname ~ '^task_\d{8}$'
    loop
        execute format('create table %I partition of dead_letter for values from (%L) to (%L) with (fillfactor = 70)',
                       'dead_letter_' || to_char(week at time zone 'UTC', 'YYYYMMDD'), first_id_at(week),
                       first_id_at(week + interval '7 days'));
    end loop;
end
$$;

insert into dead_letter (task_id, tenant, agent, run, reason, died_at)
select t.id, t.tenant, t.agent, t.run, coalesce(t.error_reason, 'EXPIRED'), t.finished_at
from task t where t.status in ('FAILED', 'EXPIRED');

create function keep_dead_letter() returns trigger language plpgsql set search_path = warren, pg_temp as
$$
begin
    if new.status in ('FAILED', 'EXPIRED') then
        insert into dead_letter (task_id, tenant, agent, run, reason, died_at)
        values (new.id, new.tenant, new.agent, new.run, coalesce(new.error_reason, 'EXPIRED'),
                coalesce(new.finished_at, clock_timestamp()));
    else
        delete from dead_letter where task_id = new.id;
    end if;
    return null;
end
$$;

-- Whatever statement ends a task without a result, or starts its next run. The condition costs no function call.
create trigger task_dead_letter after update on task for each row
    when (new.status <> old.status
        and (new.status in ('FAILED', 'EXPIRED') or old.status in ('FAILED', 'EXPIRED')))
    execute function keep_dead_letter();

-- Messages in the broker's dead letter queue that name no task.
create table unreadable_message (
    id      uuid primary key, -- version 7, of the gateway that took it
    tenant  text        not null default 'default',
    at      timestamptz not null default clock_timestamp(),
    queue   text        not null, -- where it died
    reason  text        not null,
    headers json        not null,
    body    bytea       not null check (octet_length(body) <= 1024), -- its beginning
    size    bigint      not null  -- of all of it, in bytes
);
create index unreadable_message_at on unreadable_message (tenant, at, id);

-- Partitions, with those of dead letters ------------------------------------------------------------------------------

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
        foreach parent in array array ['task', 'task_run', 'task_attempt', 'task_event', 'task_step', 'dead_letter'] loop
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
        foreach parent in array array ['task', 'task_run', 'task_attempt', 'task_event', 'task_step', 'dead_letter'] loop
            execute format('drop table if exists %I', parent || '_' || week);
        end loop;
        return next week;
    end loop;
end
$$;

-- Submit --------------------------------------------------------------------------------------------------------------

-- One row of the answer per row asked for, by its id. "task_id" is another task's where the idempotency key was used
-- before, and "same_body" says whether for the same body.
create function submit(_id uuid[], _tenant text[], _agent text[], _lane text[], _priority smallint[], _input text[],
                       _labels text[], _delay_ms bigint[], _not_before timestamptz[], _ttl_ms bigint[],
                       _timeout_ms bigint[], _max_attempts int[], _retry text[], _traceparent text[],
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
                    _timeout_ms, _max_attempts, _retry, _traceparent, _key, _body_hash)
            r (id, tenant, agent, lane, priority, input, labels, delay_ms, not_before, ttl_ms, timeout_ms,
               max_attempts, retry, traceparent, key, body_hash)
        left join idempotency_key k on _keyed and k.tenant = r.tenant and k.key = r.key
    ), ins as (
        insert into task (id, tenant, agent, lane, status, priority, max_attempts, created_at, due_at, expires_at,
                          ttl_ms, timeout_ms, publish_at, sent_at, publishes, broker_generation, labels, retry,
                          traceparent, input)
        select r.id, r.tenant, r.agent, r.lane, case when r.due_at > _now then 'SCHEDULED' else 'QUEUED' end,
               r.priority, r.max_attempts, _now, r.due_at, r.due_at + r.ttl_ms * interval '1 ms', r.ttl_ms,
               r.timeout_ms, case when r.due_at <= _now then _now + interval '5 s' end,
               case when r.due_at <= _now then _now end, 1, _generation,
               r.labels::jsonb, r.retry::json, r.traceparent, r.input::json
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
drop function claim(uuid, uuid[], bigint[], text[]);
create function claim(_incarnation uuid, _id uuid[], _fence bigint[], _agent text[])
    returns table (id uuid, verdict text, tenant text, priority smallint, run int, attempt int, failures int,
                   max_attempts int, fence bigint, timeout_ms bigint, labels text, traceparent text, due_at timestamptz,
                   claimed_at timestamptz, input text, retry text, asked_fence bigint, asked_agent text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off
    set lock_timeout = '1s' as
$$
#variable_conflict use_column
begin
    return query
    with req as materialized (
        select distinct r.id, r.fence, r.agent from unnest(_id, _fence, _agent) r (id, fence, agent)
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
            publish_at = null, published_at = null, publishes = 0, unroutable_since = null
        from locked l join req r on r.id = l.id, me
        where t.id = l.id and t.status || '' = 'QUEUED' and t.fence = r.fence and t.agent = r.agent
            and t.cancel_requested_at is null
            and (t.started_at is not null or t.expires_at is null or t.expires_at > clock_timestamp())
            and not exists (select from agent a where a.name = t.agent and a.paused)
        returning t.id, t.tenant, t.priority, t.run, t.attempt, t.failures, t.max_attempts, t.fence, t.timeout_ms,
            t.labels, t.traceparent, t.due_at, t.claimed_at, t.input, t.retry, t.agent
    )
    select r.id,
           case when c.id is not null then 'CLAIMED'
                when not exists (select from me)
                    or exists (select from agent a where a.name = r.agent and a.paused) then 'NOT_ME'
                else 'ROW' end,
           c.tenant, c.priority, c.run, c.attempt, c.failures, c.max_attempts, c.fence, c.timeout_ms, c.labels::text,
           c.traceparent, c.due_at, c.claimed_at, c.input::text, c.retry::text,
           r.fence, r.agent
    from req r left join claimed c on c.id = r.id and c.fence - 1 = r.fence and c.agent = r.agent;
end
$$;

-- Finish --------------------------------------------------------------------------------------------------------------

-- What became of attempts whose finish may have been written although its answer was lost: one row for each that has
-- ended, or waits for its retry, at the fence of that attempt. Nobody but that attempt, or who took its lease away, can
-- have brought it there.
create function written(_id uuid[], _fence bigint[])
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
select t.id, t.run, t.fence, t.status, t.error_reason
from task t join unnest(_id, _fence) r (id, fence) on r.id = t.id and r.fence = t.fence
where t.id = any (_id) and t.status || '' in ('COMPLETED', 'FAILED', 'CANCELED', 'SCHEDULED')
$$;

-- Workers -------------------------------------------------------------------------------------------------------------

-- Makes a Java agent known, or brings what is known of it up to date, and with it the queue of its shared lane.
create function register_agent(_name text, _version text, _description text, _capabilities text[], _input_schema text,
                               _output_schema text, _timeout_ms bigint, _max_attempts int, _retry text)
    returns void language sql security definer set search_path = warren, pg_temp as
$$
insert into agent as a (name, kind, version, description, capabilities, input_schema, output_schema, timeout_ms,
                        max_attempts, retry)
values (_name, 'java', _version, _description, _capabilities, _input_schema::json, _output_schema::json, _timeout_ms,
        _max_attempts, _retry::json)
on conflict (name) do update
set version = excluded.version, description = excluded.description, capabilities = excluded.capabilities,
    input_schema = excluded.input_schema, output_schema = excluded.output_schema, timeout_ms = excluded.timeout_ms,
    max_attempts = excluded.max_attempts, retry = excluded.retry, updated_at = clock_timestamp()
where (a.version, a.description, a.capabilities, a.input_schema::text, a.output_schema::text, a.timeout_ms,
       a.max_attempts, a.retry::text)
    is distinct from (excluded.version, excluded.description, excluded.capabilities, excluded.input_schema::text,
                      excluded.output_schema::text, excluded.timeout_ms, excluded.max_attempts, excluded.retry::text);
insert into agent_queue (agent, lane) values (_name, 'shared') on conflict do nothing;
$$;

-- An operator's wish: the worker claims nothing more. Unlike leave(), it is no sign of life. Answers the state
-- afterwards; no row: no such incarnation.
create function drain(_incarnation uuid) returns table (state text)
    language plpgsql security definer set search_path = warren, pg_temp as
$$
#variable_conflict use_column
begin
    update worker w set state = 'DRAINING' where w.incarnation = _incarnation and w.state = 'ALIVE';
    return query select w.state from worker w where w.incarnation = _incarnation;
end
$$;

-- Overdue attempts ----------------------------------------------------------------------------------------------------

-- The wait before the attempt that follows failure number _failure (1 is the first). Each field of the task's own policy
-- goes over that of its agent, and the platform's is left; a first delay of its own may go over a cap that is not. Policies
-- that cannot be read must not hold up the sweep of all others: the platform's holds for them.
create function back_off(_agents json, _own json, _failure int) returns interval
    language plpgsql set search_path = warren, pg_temp as
$$
declare
    _jitter float8;
    _first  interval;
    _most   interval;
begin
    _jitter := coalesce(_own ->> 'jitter', _agents ->> 'jitter', '0.2')::float8;
    _first := coalesce(_own ->> 'firstDelay', _agents ->> 'firstDelay', 'PT1S')::interval;
    _most := coalesce(_own ->> 'maxDelay', _agents ->> 'maxDelay', 'PT5M')::interval;
    if _own ->> 'firstDelay' is not null and _own ->> 'maxDelay' is null then
        _most := greatest(_most, _first);
    end if;
    return least(_most, _first * power(coalesce(_own ->> 'factor', _agents ->> 'factor', '2')::float8,
                                       greatest(_failure - 1, 0)))
        * (1 + _jitter * (2 * random() - 1));
exception
    when data_exception then
        return least(interval '5 min', interval '1 s' * power(2, least(greatest(_failure - 1, 0), 20)));
end
$$;

-- Whether a failure with this code is the last one, by the task's own policy or else by its agent's. One that cannot be
-- read names nothing.
create function is_final(_agent text, _own json, _code text) returns boolean
    language plpgsql stable set search_path = warren, pg_temp as
$$
begin
    return coalesce(
        coalesce(nullif((_own -> 'nonRetryable')::text, 'null'),
                 (select nullif((a.retry -> 'nonRetryable')::text, 'null') from agent a where a.name = _agent))::jsonb
            @> to_jsonb(_code),
        false);
exception
    when data_exception then
        return false;
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
        select t.id, t.run, t.attempt, t.owner, t.worker, t.claimed_at,
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
        insert into task_attempt (task_id, run, attempt, incarnation, worker, started_at, ended_at, outcome, error_code,
                                  error_message)
        select l.id, l.run, l.attempt, l.owner, l.worker, l.claimed_at, clock_timestamp(), 'TIMED_OUT', 'TIMED_OUT',
               'the attempt ran longer than its timeout and its worker did not end it'
        from locked l
    )
    select c.id, c.run, c.fence, c.status, c.error_reason from changed c;
end
$$;

-- The broker's generation ---------------------------------------------------------------------------------------------

-- A gateway says that it looks at the clock. Where nobody did for 5 s the ledger was away, and for one full lease
-- nobody may be called dead. "older_left": publications of an earlier generation may wait to be made again.
drop function tick();
create function tick() returns table (may_judge boolean, broker_generation int, older_left boolean)
    language sql security definer set search_path = warren, pg_temp as
$$
update ledger_clock
set judge_after = case when clock_timestamp() - last_tick not between interval '-1 s' and interval '5 s'
                       then clock_timestamp() + interval '15 s' else judge_after end,
    last_tick = clock_timestamp()
returning clock_timestamp() >= judge_after, broker_generation, sound_generation < broker_generation
$$;

-- What publishes or confirms holds this lock in shared mode, what raises the generation holds it alone. So a statement
-- that has found its generation to be the present one has committed before there is another.
create function lock_publications(_alone boolean) returns int
    language plpgsql security definer set search_path = warren, pg_temp as
$$
begin
    if _alone then
        perform pg_advisory_xact_lock(hashtext('warren.publications'));
    else
        perform pg_advisory_xact_lock_shared(hashtext('warren.publications'));
    end if;
    return (select c.broker_generation from ledger_clock c);
end
$$;

-- A gateway has found a broker without the mark of the generation it knows of. Of many that find it at once, one raises
-- it. Answers the present generation.
create function raise_generation(_seen int) returns int
    language plpgsql security definer set search_path = warren, pg_temp as
$$
declare
    _present int := lock_publications(true);
begin
    if _present = _seen then
        update ledger_clock set broker_generation = _present + 1, raised_at = clock_timestamp();
        return _present + 1;
    end if;
    return _present;
end
$$;

-- Makes publications of an earlier generation due: their broker is gone. Answers how many. Where it finds nothing left it
-- says so in the ledger, and tick() does from then on. Every row it looks for comes up within an hour of the raise, what
-- comes later was confirmed by the present broker; the minute is for a clock that was put back. What comes up within 5 s
-- needs no help.
create function republish_older(_limit int) returns int
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _present   int;
    _raised_at timestamptz;
    _left      boolean;
    _found     int;
    _changed   int;
begin
    select c.broker_generation, coalesce(c.raised_at, clock_timestamp()), c.sound_generation < c.broker_generation
    into _present, _raised_at, _left from ledger_clock c;
    if not _left then
        return 0;
    end if;
    with older as materialized (
        select o.id from agent_queue q
        cross join lateral (
            select t.id, t.publish_at from task t
            where t.status = 'QUEUED' and t.agent = q.agent and t.lane = q.lane
                and t.publish_at > (select clock_timestamp() + interval '5 s')
                and t.publish_at <= _raised_at + interval '1 h 1 min' and t.broker_generation < _present
            order by t.publish_at limit _limit) o
        limit _limit
    ), locked as materialized (
        select t.id from task t where t.id = any (array(select older.id from older)) and t.status || '' = 'QUEUED'
        order by t.id for update
    ), changed as (
        update task t set publish_at = clock_timestamp(), published_at = null, publishes = 0
        from locked l where t.id = l.id and t.status || '' = 'QUEUED' and t.broker_generation < _present
            and t.publish_at > clock_timestamp()
        returning t.id
    )
    select (select count(*) from older), (select count(*) from changed) into _found, _changed;
    if _found = 0 then
        update ledger_clock set sound_generation = _present
        where broker_generation = _present and sound_generation < _present;
    end if;
    return _changed;
end
$$;

-- Publication ---------------------------------------------------------------------------------------------------------

-- Takes the right to publish: until the new publish_at, 5 s to 1 h later, other gateways leave the row alone. Highest
-- priority first, oldest first within one. A row whose publication the broker confirmed comes up again after an hour
-- at the latest, and earlier where it was found to be lost. Gives nothing to a gateway whose generation is not the
-- present one: it has to look at its broker's mark first.
drop function publish_due(int, int);
create function publish_due(_generation int, _limit int)
    returns table (id uuid, run int, fence bigint, agent text, lane text, tenant text, priority smallint,
                   expires_at timestamptz, traceparent text, ttl_left_ms bigint)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    if lock_publications(false) <> _generation then
        return;
    end if;
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
        set publish_at = clock_timestamp() + least(interval '1 h', interval '5 s' * power(2, least(t.publishes, 10))),
            sent_at = clock_timestamp(), publishes = t.publishes + 1, published_at = null,
            broker_generation = _generation
        from locked l where t.id = l.id and t.status || '' = 'QUEUED'
        returning t.id, t.run, t.fence, t.agent, t.lane, t.tenant, t.priority,
            case when t.started_at is null then t.expires_at end as expires_at, t.traceparent
    )
    select c.id, c.run, c.fence, c.agent, c.lane, c.tenant, c.priority, c.expires_at, c.traceparent,
           case when c.expires_at is not null
                then greatest(0, ceil(extract(epoch from c.expires_at - clock_timestamp()) * 1000))::bigint end
    from taken c order by c.priority desc, c.id;
end
$$;

-- The broker of that generation confirmed these publications. Only rows that still wait for the same fence are written,
-- and only while the generation is the present one: what an earlier broker had is lost.
create function confirm_published(_id uuid[], _fence bigint[], _generation int[]) returns int
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _present int := lock_publications(false);
    _changed int;
begin
    with req as materialized (
        select r.id, max(r.fence) as fence from unnest(_id, _fence, _generation) r (id, fence, generation)
        where r.generation = _present group by r.id
    ), locked as materialized (
        select t.id from task t where t.id = any (array(select req.id from req)) and t.status || '' = 'QUEUED'
        order by t.id for update skip locked
    )
    update task t
    set published_at = clock_timestamp(), publish_at = clock_timestamp() + interval '1 h',
        broker_generation = _present, unroutable_since = null
    from locked l join req r on r.id = l.id
    where t.id = l.id and t.fence = r.fence and t.status || '' = 'QUEUED';
    get diagnostics _changed = row_count;
    return _changed;
end
$$;

-- These publications found no queue. They come up again within a minute: the next one is needed to know whether the
-- queue is still missing.
create function returned(_id uuid[], _fence bigint[]) returns int
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _changed int;
begin
    with req as materialized (
        select r.id, max(r.fence) as fence from unnest(_id, _fence) r (id, fence) group by r.id
    ), locked as materialized (
        select t.id from task t where t.id = any (_id) and t.status || '' = 'QUEUED' order by t.id for update
    )
    update task t
    set unroutable_since = coalesce(t.unroutable_since, clock_timestamp()), returned_at = clock_timestamp(),
        publish_at = least(t.publish_at, clock_timestamp() + interval '1 min')
    from locked l join req r on r.id = l.id
    where t.id = l.id and t.fence = r.fence and t.status || '' = 'QUEUED';
    get diagnostics _changed = row_count;
    return _changed;
end
$$;

-- Ends tasks each of whose publications came back for so long, the first to the last: a broker that is away says
-- nothing about queues.
create function fail_unroutable(_after_ms bigint, _limit int)
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
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
    error_message = format('its messages found no queue for %s s: the log of the gateways says why the broker refuses '
                           'agent.%s.%s; when it is there again, replay the task',
                           extract(epoch from t.returned_at - t.unroutable_since)::bigint, t.agent, t.lane),
    publish_at = null, finished_at = clock_timestamp()
from locked l
where t.id = l.id and t.status || '' = 'QUEUED' and t.returned_at - t.unroutable_since >= _after_ms * interval '1 ms'
returning t.id, t.run, t.fence, t.status, t.error_reason
$$;

-- The broker's queue of this agent and lane is empty: what was confirmed into it a while ago and still waits is lost.
create or replace function republish_lost(_agent text, _lane text, _confirmed_before_ms bigint, _limit int) returns int
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _changed int;
begin
    -- By publish_at, so that each batch of a large loss goes on in the index where the one before ended. A confirm sets
    -- it to an hour later: what was confirmed since need not be read.
    with lost as materialized (
        select t.id from task t
        where t.status = 'QUEUED' and t.agent = _agent and t.lane = _lane
            and t.publish_at > (select clock_timestamp())
            and t.publish_at < (select clock_timestamp() + interval '1 h 1 s' - _confirmed_before_ms * interval '1 ms')
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

-- How far each queue has come: the youngest publication among those that run. One that a gateway saw here a while ago
-- has overtaken every older one of its priority that still waits.
create function claimed_progress() returns table (agent text, lane text, priority smallint, sent_at timestamptz)
    language sql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
select t.agent, t.lane, t.priority, max(t.sent_at) from task t
where t.status = 'RUNNING' and t.sent_at is not null
group by t.agent, t.lane, t.priority
$$;

-- Makes confirmed publications due that were sent before one that was claimed long ago: the broker has lost them. With
-- back-off, since whoever is wrong here doubles the backlog. A confirm is written within moments of the sending: what
-- was confirmed much later than "_sent_before" need not be read.
create function republish_overtaken(_agent text, _lane text, _priority smallint, _sent_before timestamptz, _limit int)
    returns int language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
declare
    _changed int;
begin
    with lost as materialized (
        select t.id from task t
        where t.status = 'QUEUED' and t.agent = _agent and t.lane = _lane
            and t.publish_at > (select clock_timestamp()) and t.publish_at < _sent_before + interval '1 h 1 min'
            and t.priority = _priority and t.published_at is not null and t.sent_at < _sent_before
            and t.sent_at < clock_timestamp() - interval '30 s' * power(2, least(t.publishes, 10))
        order by t.publish_at limit _limit
    ), locked as materialized (
        select t.id from task t where t.id = any (array(select lost.id from lost)) and t.status || '' = 'QUEUED'
        order by t.id for update skip locked
    )
    update task t set publish_at = clock_timestamp(), published_at = null
    from locked l where t.id = l.id and t.status || '' = 'QUEUED' and t.published_at is not null
        and t.sent_at < _sent_before and t.sent_at < clock_timestamp() - interval '30 s' * power(2, least(t.publishes, 10));
    get diagnostics _changed = row_count;
    return _changed;
end
$$;

-- Dead messages -------------------------------------------------------------------------------------------------------

-- Messages that the broker gave up: expired, rejected, delivery_limit or maxlen. Such a message never decides, the row
-- does: a task that still waits for it ends if its own time is over by this clock, or if the broker gave up on five of
-- its messages because nobody could take them; otherwise it is published again. What the broker says of the death is
-- kept with the task, once. Answers the rows it changed.
create function settle_dead_messages(_id uuid[], _fence bigint[], _reason text[], _record json[])
    returns table (id uuid, run int, fence bigint, status text, error_reason text)
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
#variable_conflict use_column
begin
    -- A statement of its own: the next one then sees what another gateway has written of the same message.
    perform from (select t.id from task t where t.id = any (_id) order by t.id for update) locked;
    return query
    with dead as materialized (
        select distinct on (r.id) r.id, r.fence, r.reason, r.record,
               t.run, t.status, r.reason in ('rejected', 'delivery_limit') as charged,
               coalesce(t.started_at is null and t.expires_at <= clock_timestamp(), false) as expired
        from unnest(_id, _fence, _reason, _record) r (id, fence, reason, record)
        join task t on t.id = r.id and t.fence = r.fence and t.status || '' in ('QUEUED', 'EXPIRED')
        order by r.id
    ), remembered as (
        insert into task_event (task_id, run, type, fence, reason, data)
        select d.id, d.run, 'BROKER_DEATH', d.fence, d.reason, d.record
        from dead d
        where not exists (select from task_event e
                          where e.task_id = d.id and e.type = 'BROKER_DEATH' and e.fence = d.fence)
    ), changed as (
        update task t
        set status = case when d.expired then 'EXPIRED'
                          when d.charged and t.broker_deaths >= 4 then 'FAILED'
                          else 'QUEUED' end,
            error_reason = case when not d.expired and d.charged and t.broker_deaths >= 4 then 'UNDELIVERABLE' end,
            error_code = case when not d.expired and d.charged and t.broker_deaths >= 4 then upper(d.reason) end,
            error_message = case when not d.expired and d.charged and t.broker_deaths >= 4
                                 then format('the broker gave up on %s of its messages, the last one by: %s',
                                             t.broker_deaths + 1, d.reason) end,
            broker_deaths = t.broker_deaths + case when d.charged then 1 else 0 end,
            fence = t.fence + case when d.expired or d.charged and t.broker_deaths >= 4 then 0 else 1 end,
            -- What expired may be published at once; any other death could happen again at once.
            publish_at = case when d.expired or d.charged and t.broker_deaths >= 4 then null
                              when d.reason = 'expired' then clock_timestamp()
                              else clock_timestamp() + interval '5 s' end,
            publishes = 0, published_at = null, unroutable_since = null,
            finished_at = case when d.expired or d.charged and t.broker_deaths >= 4 then clock_timestamp() end
        from dead d
        where t.id = d.id and t.fence = d.fence and t.status || '' = 'QUEUED'
        returning t.id, t.run, t.fence, t.status, t.error_reason
    )
    select c.id, c.run, c.fence, c.status, c.error_reason from changed c;
end
$$;

-- Keeps what the broker gave up and nobody can read: the beginning of each, without headers of more than 16 KiB, and of all
-- the 10,000 newest.
create function keep_unreadable(_id uuid[], _queue text[], _reason text[], _headers text[], _body bytea[], _size bigint[])
    returns int language plpgsql security definer set search_path = warren, pg_temp as
$$
declare
    _kept int;
begin
    insert into unreadable_message (id, queue, reason, headers, body, size)
    select r.id, r.queue, r.reason,
           case when octet_length(r.headers) <= 16384 then r.headers::json
                else json_build_object('omittedBytes', octet_length(r.headers)) end,
           substring(r.body from 1 for 1024), r.size
    from unnest(_id, _queue, _reason, _headers, _body, _size) r (id, queue, reason, headers, body, size)
    on conflict (id) do nothing;
    get diagnostics _kept = row_count;
    delete from unreadable_message m
    where m.id < (select n.id from unreadable_message n order by n.id desc offset 9999 limit 1);
    return _kept;
end
$$;

-- Replay and discard --------------------------------------------------------------------------------------------------

-- Starts the next run of ended tasks. The run that ended is put aside as it was, but for the input, which stays; the next
-- one counts from nothing, and its time to live counts anew. Where "_run" says which run is meant, a task whose present
-- run is another is left alone: whoever replays what they saw dead does not run it again after somebody else did. The
-- n-th of them is due "_delay_us" and n spacings from now, n from 0. One row of the answer per task of this tenant;
-- "replayed" is false where it has not ended, or in another run.
create function replay(_tenant text, _id uuid[], _run int[], _delay_us bigint, _spacing_us bigint)
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
                   t.input_tokens, t.output_tokens, t.output) f
    ), started as (
        update task t
        set run = t.run + 1, fence = t.fence + 1, status = case when e.due_at > _now then 'SCHEDULED' else 'QUEUED' end,
            attempt = 0, failures = 0, worker_deaths = 0, broker_deaths = 0, worker = null, cancel_requested_at = null,
            due_at = e.due_at, started_at = null, claimed_at = null, finished_at = null,
            -- A task of before this migration does not say its ttl.
            expires_at = e.due_at + coalesce(t.ttl_ms * interval '1 ms', t.expires_at - t.created_at),
            publish_at = case when e.due_at > _now then null else _now end, publishes = 0, published_at = null,
            sent_at = null, unroutable_since = null, error_reason = null, error_code = null, error_message = null,
            input_tokens = 0, output_tokens = 0, output = null
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

-- Takes tasks out of the dead letters; each stays ended as it is. Answers those it took out. The task is locked first, as
-- by a replay, or the two deadlock.
create function discard(_tenant text, _id uuid[]) returns setof uuid
    language plpgsql security definer
    set search_path = warren, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as
$$
begin
    perform from (select t.id from task t where t.id = any (_id) and t.tenant = _tenant order by t.id for no key update) locked;
    return query
    with gone as (
        delete from dead_letter d where d.task_id = any (_id) and d.tenant = _tenant returning d.task_id, d.run
    ), told as (
        insert into task_event (task_id, run, type) select g.task_id, g.run, 'DISCARDED' from gone g
    )
    select g.task_id from gone g;
end
$$;

-- Forgets unreadable messages; answers those it forgot.
create function discard_unreadable(_tenant text, _id uuid[]) returns setof uuid
    language sql security definer set search_path = warren, pg_temp as
$$
delete from unreadable_message m where m.id = any (_id) and m.tenant = _tenant returning m.id
$$;

-- Roles ---------------------------------------------------------------------------------------------------------------

revoke execute on all functions in schema warren from public;

grant select on dead_letter, unreadable_message to warren_gateway;
grant execute on function
    submit(uuid[], text[], text[], text[], smallint[], text[], text[], bigint[], timestamptz[], bigint[], bigint[], int[],
           text[], text[], text[], text[], int),
    tick(), raise_generation(int), republish_older(int), publish_due(int, int),
    confirm_published(uuid[], bigint[], int[]), returned(uuid[], bigint[]), fail_unroutable(bigint, int),
    claimed_progress(), republish_overtaken(text, text, smallint, timestamptz, int),
    settle_dead_messages(uuid[], bigint[], text[], json[]),
    keep_unreadable(uuid[], text[], text[], text[], bytea[], bigint[]),
    replay(text, uuid[], int[], bigint, bigint), discard(text, uuid[]), discard_unreadable(text, uuid[]), drain(uuid)
    to warren_gateway;
grant execute on function
    claim(uuid, uuid[], bigint[], text[]),
    written(uuid[], bigint[]),
    register_agent(text, text, text, text[], text, text, bigint, int, text)
    to warren_worker;
