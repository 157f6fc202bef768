-- The ledger: what is true about every task. Postgres 15 to 18, READ COMMITTED.
-- Rules and what breaks without them: docs/protocol.md.

-- Tables --------------------------------------------------------------------------------------------------------------

create table tenant (
    name       text primary key check (name ~ '^[a-z0-9-]{1,40}$'),
    created_at timestamptz not null default clock_timestamp()
);
insert into tenant (name) values ('default');

create table agent (
    name          text primary key check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    kind          text        not null check (kind in ('java', 'llm', 'http')),
    tenant        text references tenant, -- null: the platform's
    version       text        not null,
    description   text        not null,
    capabilities  text[]      not null default '{}',
    input_schema  json,
    output_schema json,
    timeout_ms    bigint      not null check (timeout_ms > 0),
    paused        boolean     not null default false,
    registered_at timestamptz not null default clock_timestamp(),
    updated_at    timestamptz not null default clock_timestamp()
);

-- The queues that gateways declare: one per agent and lane.
create table agent_queue (
    agent text references agent,
    lane  text check (lane ~ '^[a-z0-9-]{1,40}$'),
    primary key (agent, lane)
);

-- One row per life of a worker process. Beats stay heap-only: no index but the key.
create table worker (
    incarnation uuid primary key,
    name        text        not null,
    host        text        not null,
    version     text        not null,
    slots       int         not null check (slots > 0),
    running     int         not null default 0,
    agents      jsonb       not null, -- [{"name": "echo", "version": "1"}]
    state       text        not null default 'ALIVE' check (state in ('ALIVE', 'DRAINING', 'STOPPED', 'DEAD')),
    started_at  timestamptz not null default clock_timestamp(),
    last_beat   timestamptz not null default clock_timestamp()
) with (fillfactor = 50);

-- One row: when a gateway last looked at the clock, and from when on workers may be judged by theirs.
create table ledger_clock (
    one               boolean primary key default true check (one),
    last_tick         timestamptz not null default clock_timestamp(),
    judge_after       timestamptz not null default clock_timestamp(),
    broker_generation int         not null default 1
) with (fillfactor = 50);
insert into ledger_clock default values;

create table idempotency_key (
    tenant     text        not null,
    key        text        not null,
    body_hash  text        not null,
    task_id    uuid        not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, key)
) partition by hash (tenant, key);
create table idempotency_key_0 partition of idempotency_key for values with (modulus 4, remainder 0);
create table idempotency_key_1 partition of idempotency_key for values with (modulus 4, remainder 1);
create table idempotency_key_2 partition of idempotency_key for values with (modulus 4, remainder 2);
create table idempotency_key_3 partition of idempotency_key for values with (modulus 4, remainder 3);
create index idempotency_key_age on idempotency_key (created_at);

create table task (
    id                  uuid primary key, -- version 7: its time decides the partition
    tenant              text        not null,
    agent               text        not null,
    lane                text        not null default 'shared',
    status              text        not null check (status in ('SCHEDULED', 'QUEUED', 'RUNNING', 'WAITING_INPUT',
                                                               'COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')),
    priority            smallint    not null check (priority between 0 and 9),
    run                 int         not null default 1,
    attempt             int         not null default 0, -- claims in this run
    failures            int         not null default 0, -- charged against max_attempts
    worker_deaths       int         not null default 0, -- failures that were a worker's death
    max_attempts        int         not null check (max_attempts > 0),
    fence               bigint      not null default 1, -- rises with every entry into QUEUED or RUNNING; never falls
    owner               uuid,                           -- the incarnation that runs it
    worker              text,                           -- name of the worker that ran it last
    cancel_requested_at timestamptz,
    created_at          timestamptz not null,
    due_at              timestamptz not null,
    started_at          timestamptz,                    -- first start of this run
    claimed_at          timestamptz,                    -- start of the attempt
    finished_at         timestamptz,
    expires_at          timestamptz,                    -- end of its time to live; counts until the first start
    timeout_ms          bigint      not null check (timeout_ms > 0),
    timeout_at          timestamptz,                    -- when the running attempt must have ended
    publish_at          timestamptz,                    -- from when on the sweeper may publish it
    publishes           int         not null default 0, -- publications since it entered QUEUED
    published_at        timestamptz,                    -- when the broker confirmed the last of them
    broker_generation   int         not null default 0,
    error_reason        text check (error_reason in ('NON_RETRYABLE', 'ATTEMPTS_EXHAUSTED', 'TIMED_OUT', 'POISON',
                                                     'UNDELIVERABLE')),
    error_code          text,
    error_message       text,
    input_tokens        bigint      not null default 0,
    output_tokens       bigint      not null default 0,
    labels              jsonb       not null default '{}',
    traceparent         text,
    input               json        not null, -- json, not jsonb: kept as it came, whatever Unicode it holds
    output              json,
    check (failures <= max_attempts),
    check ((status = 'RUNNING') = (owner is not null)),
    check (status <> 'QUEUED' or publish_at is not null),
    check ((status = 'FAILED') = (error_reason is not null))
) partition by range (id);

create index task_queued on task (agent, lane, publish_at) where status = 'QUEUED';
create index task_scheduled on task (due_at) where status = 'SCHEDULED';
create index task_running on task (owner) where status = 'RUNNING';
create index task_cancel_requested on task (owner) where status = 'RUNNING' and cancel_requested_at is not null;
create index task_expires on task (expires_at)
    where status in ('SCHEDULED', 'QUEUED') and expires_at is not null and started_at is null;
create index task_dead_letter on task (id) where status in ('FAILED', 'EXPIRED');

-- Runs that a replay put aside.
create table task_run (
    task_id uuid,
    run     int,
    final   jsonb not null, -- the task's row as the run left it
    primary key (task_id, run)
) partition by range (task_id);

-- Attempts that did not complete. The one that runs, and the one that completed, stand in the task's row.
create table task_attempt (
    task_id       uuid,
    run           int,
    attempt       int,
    incarnation   uuid        not null,
    worker        text        not null,
    started_at    timestamptz not null,
    ended_at      timestamptz not null,
    outcome       text        not null check (outcome in ('FAILED', 'RETRIED', 'TIMED_OUT', 'CANCELED', 'RELEASED',
                                                          'WORKER_DIED')),
    error_code    text,
    error_message text,
    primary key (task_id, run, attempt)
) partition by range (task_id);

-- What happened to a task that its row does not tell: who intervened and when.
create table task_event (
    task_id uuid,
    seq     bigint generated by default as identity,
    run     int         not null,
    at      timestamptz not null default clock_timestamp(),
    type    text        not null,
    data    json,
    primary key (task_id, seq)
) partition by range (task_id);

-- Results of expensive calls within a task, so that a later attempt does not pay for them again.
create table task_step (
    task_id     uuid,
    run         int,
    name        text,
    attempt     int         not null,
    fence       bigint      not null,
    result      json        not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (task_id, run, name)
) partition by range (task_id);

-- Partitions ----------------------------------------------------------------------------------------------------------

-- The smallest id that could be made at a time.
create function first_id_at(at timestamptz) returns uuid immutable parallel safe language sql as
$$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

-- Makes the weekly partitions from this week to the one that holds "until". A row that fits none goes to the default
-- partition, so that a gateway whose clock is wrong loses nothing.
create function ensure_partitions(until timestamptz) returns int language plpgsql
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
        foreach parent in array array ['task', 'task_run', 'task_attempt', 'task_event', 'task_step'] loop
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

create table task_default partition of task default with (fillfactor = 70);
create table task_run_default partition of task_run default;
create table task_attempt_default partition of task_attempt default;
create table task_event_default partition of task_event default;
create table task_step_default partition of task_step default;
select ensure_partitions(clock_timestamp() + interval '28 days');

-- Drops the partitions whose every task was made before "before" and has ended. Answers their names.
create function drop_partitions(before timestamptz) returns setof text language plpgsql
    security definer set search_path = warren, pg_temp set lock_timeout = '2s' as
$$
declare
    week   text;
    parent text;
    open   boolean;
begin
    perform pg_advisory_xact_lock(hashtext('warren.partitions'));
    for week in
        select right(c.relname, 8) from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'task'::regclass and c.relname ~ '^task_\d{8}$' order by 1
    loop
        continue when (week || ' 00:00:00+00')::timestamptz + interval '7 days' > before;
        execute format('select exists (select from %I where status in (''SCHEDULED'', ''QUEUED'', ''RUNNING'', ''WAITING_INPUT''))',
                       'task_' || week) into open;
        continue when open;
        foreach parent in array array ['task', 'task_run', 'task_attempt', 'task_event', 'task_step'] loop
            execute format('drop table if exists %I', parent || '_' || week);
        end loop;
        return next week;
    end loop;
end
$$;

-- Guard ---------------------------------------------------------------------------------------------------------------

create function refuse_change() returns trigger language plpgsql as
$$
begin
    raise exception 'task % may not go from % (run %, fence %) to % (run %, fence %)',
        old.id, old.status, old.run, old.fence, new.status, new.run, new.fence
        using errcode = 'integrity_constraint_violation';
end
$$;

-- Whatever a statement says: ended runs stay as they are, fences and runs only rise, and nothing becomes QUEUED or
-- RUNNING without a new fence. The one way on from an end is a replay. The condition costs no function call.
create trigger task_guard before update on task for each row
    when (new.id <> old.id or new.fence < old.fence or new.run < old.run
        or new.status <> old.status and new.status in ('QUEUED', 'RUNNING') and new.fence <= old.fence
        or old.status in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')
            and not (new.run = old.run + 1 and new.status in ('QUEUED', 'SCHEDULED') and new.fence > old.fence)
        or new.run <> old.run and old.status not in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')
        or old.cancel_requested_at is not null and new.cancel_requested_at is null and new.run = old.run)
    execute function refuse_change();
