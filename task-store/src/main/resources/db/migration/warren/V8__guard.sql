-- The ledger's last guard, for every row that is written, in one function. As ten constraints and three triggers with
-- conditions it was read from the catalog and prepared anew by each statement: a third of what a claim of one row costs, and
-- half of a finish. A function is prepared once for each connection.

alter table task
    drop constraint task_check, drop constraint task_check1, drop constraint task_check2, drop constraint task_check3,
    drop constraint task_status_check, drop constraint task_priority_check, drop constraint task_max_attempts_check,
    drop constraint task_timeout_ms_check, drop constraint task_ttl_ms_check, drop constraint task_error_reason_check;
drop trigger task_guard on task;
drop trigger task_dead_letter on task;
drop trigger task_child_end on task;
drop function refuse_change();
drop function keep_dead_letter();
drop function tell_parent();

-- Failed and expired tasks wait for an operator, until a replay.
create function keep_dead_letter(_task task) returns void language plpgsql set search_path = warren, pg_temp as
$$
begin
    if _task.status in ('FAILED', 'EXPIRED') then
        insert into dead_letter (task_id, tenant, agent, run, reason, died_at)
        values (_task.id, _task.tenant, _task.agent, _task.run, coalesce(_task.error_reason, 'EXPIRED'),
                coalesce(_task.finished_at, clock_timestamp()));
    else
        delete from dead_letter where task_id = _task.id;
    end if;
end
$$;

-- The end of a child, for whoever waits for it.
create function tell_parent(_task task) returns void language plpgsql set search_path = warren, pg_temp as
$$
begin
    insert into child_end (parent, child) values (_task.parent, _task.id) on conflict do nothing;
end
$$;

-- Whatever a statement says: ended runs stay as they are, fences and runs only rise, and nothing becomes QUEUED or
-- RUNNING without a new fence. The one way on from an end is a replay. And whatever statement ends a task, those who must
-- know are told. No search path of its own, which would be set and reset for each row: all names are qualified.
create function guard_task() returns trigger language plpgsql as
$$
begin
    if tg_op = 'UPDATE' and (
        new.id <> old.id or new.fence < old.fence or new.run < old.run
        or new.status <> old.status and new.status in ('QUEUED', 'RUNNING') and new.fence <= old.fence
        or old.status in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')
            and not (new.run = old.run + 1 and new.status in ('QUEUED', 'SCHEDULED') and new.fence > old.fence)
        or new.run <> old.run and old.status not in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')
        or old.cancel_requested_at is not null and new.cancel_requested_at is null and new.run = old.run) then
        raise exception 'task % may not go from % (run %, fence %) to % (run %, fence %)',
            old.id, old.status, old.run, old.fence, new.status, new.run, new.fence
            using errcode = 'integrity_constraint_violation';
    end if;
    if new.status not in ('QUEUED', 'RUNNING', 'COMPLETED', 'SCHEDULED', 'FAILED', 'CANCELED', 'EXPIRED', 'WAITING_INPUT')
        or (new.status = 'RUNNING') <> (new.owner is not null)
        or (new.status = 'FAILED') <> (new.error_reason is not null)
        or new.status = 'QUEUED' and new.publish_at is null
        or new.failures > new.max_attempts or new.max_attempts <= 0 or new.timeout_ms <= 0 or new.ttl_ms < 0
        or new.priority not between 0 and 9
        or new.error_reason not in ('NON_RETRYABLE', 'ATTEMPTS_EXHAUSTED', 'TIMED_OUT', 'POISON', 'UNDELIVERABLE') then
        raise exception 'task % may not be like this', new.id
            using errcode = 'check_violation',
                detail = format('status %s, owner %s, error_reason %s, publish_at %s, failures %s of max_attempts %s, '
                                'timeout_ms %s, ttl_ms %s, priority %s', new.status, new.owner, new.error_reason,
                                new.publish_at, new.failures, new.max_attempts, new.timeout_ms, new.ttl_ms, new.priority);
    end if;
    if tg_op = 'UPDATE' and new.status <> old.status then
        if new.status in ('FAILED', 'EXPIRED') or old.status in ('FAILED', 'EXPIRED') then
            perform warren.keep_dead_letter(new);
        end if;
        if new.parent is not null and new.status in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED') then
            perform warren.tell_parent(new);
        end if;
    end if;
    return new;
end
$$;
create trigger task_guard before insert or update on task for each row execute function guard_task();

revoke execute on all functions in schema warren from public;
