#!/usr/bin/env bash
# Roles of the ledger: group roles that hold the rights, and one login a component. Postgres' image runs it when it makes
# the database; run it again by hand after secrets were changed or a backup was restored:
#
#   docker-compose exec -u postgres postgres bash /docker-entrypoint-initdb.d/10-roles.sh
set -euo pipefail

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-warren}" <<'SQL'
-- No password may reach the server's log, not even by a failing statement.
set client_min_messages = 'warning';
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;

\set superuser_password `cat /run/secrets/superuser-password`
\set owner_password `cat /run/secrets/owner-password`
\set gateway_password `cat /run/secrets/gateway-password`
\set worker_password `cat /run/secrets/worker-password`

select format('create role %I %s', wanted.name, wanted.kind)
  from (values ('warren_gateway', 'nologin'), ('warren_worker', 'nologin'),
               ('warren_owner', 'login'), ('gateway', 'login'), ('worker', 'login')) as wanted (name, kind)
 where not exists (select from pg_roles where rolname = wanted.name)
\gexec

grant warren_gateway to gateway;
grant warren_worker to worker;

select format('alter role %I password %L', current_user, :'superuser_password') \gexec
alter role warren_owner password :'owner_password';
alter role gateway password :'gateway_password';
alter role worker password :'worker_password';

-- A transaction that its component forgot must not hold back vacuum or locks.
alter role gateway set idle_in_transaction_session_timeout = '10s';
alter role worker set idle_in_transaction_session_timeout = '10s';

-- The owner migrates; the others connect, and get the rest of their rights from the migrations.
select format('alter database %I owner to warren_owner', current_database()) \gexec
select format('revoke all on database %I from public', current_database()) \gexec
select format('grant connect on database %I to warren_gateway, warren_worker', current_database()) \gexec
revoke all on schema public from public;
SQL
