-- What each gateway and worker has done for each agent lately, told by itself every few seconds, for GET /v1/stats. The
-- counts are of one minute, so the row is written over and over, and stays one. Nothing relies on it.

create table agent_tally (
    process   uuid,
    agent     text,
    at        timestamptz not null default clock_timestamp(),
    submitted bigint      not null,
    completed bigint      not null,
    failed    bigint      not null,
    run_times real[]      not null, -- weights of buckets, as RunTimes has them
    primary key (process, agent)
) with (fillfactor = 50);

-- Of agents that are not registered nothing is kept.
create function tell_tally(_process uuid, _agent text[], _submitted bigint[], _completed bigint[], _failed bigint[],
                           _run_times text[])
    returns void language sql security definer set search_path = warren, pg_temp as
$$
insert into agent_tally (process, agent, submitted, completed, failed, run_times)
select _process, a.name, r.submitted, r.completed, r.failed, r.run_times::real[]
from unnest(_agent, _submitted, _completed, _failed, _run_times) r (agent, submitted, completed, failed, run_times)
join agent a on a.name = r.agent
on conflict (process, agent) do update
set at = clock_timestamp(), submitted = excluded.submitted, completed = excluded.completed, failed = excluded.failed,
    run_times = excluded.run_times
$$;

-- Processes that have not been heard of for an hour; answers how many rows.
create function forget_tallies() returns bigint language sql security definer set search_path = warren, pg_temp as
$$
with gone as (
    delete from agent_tally where at < clock_timestamp() - interval '1 hour' returning agent
)
select count(*) from gone
$$;

revoke execute on all functions in schema warren from public;
grant select on agent_tally to warren_gateway;
grant execute on function forget_tallies() to warren_gateway;
grant execute on function tell_tally(uuid, text[], bigint[], bigint[], bigint[], text[]) to warren_gateway, warren_worker;
