-- What each component may do. Login users are made by whoever deploys, as members of these; nobody else may run the
-- functions, and a worker sees no table at all.
do $$
declare
    component text;
begin
    foreach component in array array ['warren_gateway', 'warren_worker'] loop
        if not exists (select from pg_roles where rolname = component) then
            begin
                execute format('create role %I nologin', component);
            exception
                when duplicate_object or unique_violation then null; -- another migration on this server was faster
                when insufficient_privilege then
                    raise exception 'role % is missing and % may not create it', component, current_user
                        using hint = format('As a superuser run: CREATE ROLE %I NOLOGIN', component);
            end;
        end if;
        execute format('grant usage on schema warren to %I', component);
    end loop;
end $$;

revoke execute on all functions in schema warren from public;

grant select on all tables in schema warren to warren_gateway;
grant execute on function
    submit(uuid[], text[], text[], text[], smallint[], text[], text[], bigint[], timestamptz[], bigint[], bigint[], int[],
           text[], text[], text[], int),
    cancel(text, uuid),
    tick(), declare_dead(), take_over(int), start_due(int), expire(int), end_overdue(bigint, int),
    publish_due(int, int), confirm_published(uuid[], bigint[]), republish_lost(text, text, bigint, int),
    ensure_partitions(timestamptz), drop_partitions(timestamptz), forget_old(timestamptz, timestamptz, int),
    schema_version()
    to warren_gateway;

grant execute on function
    claim(uuid, uuid[], bigint[], text[]),
    finish(uuid, uuid[], bigint[], text[], bigint[], text[], text[], text[], bigint[], bigint[]),
    register_worker(uuid, text, text, text, int, jsonb),
    register_agent(text, text, text, text[], text, text, bigint),
    beat(uuid, int), cancel_requests(uuid), leases(uuid), paused_agents(), leave(uuid, text),
    schema_version()
    to warren_worker;
