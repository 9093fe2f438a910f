-- What the policies ask of a request: whose account, who, and with which permissions.
create function asking_account() returns text stable language sql as $$ select current_setting('asking.account', true) $$;
create function asking_id() returns text stable language sql as $$ select current_setting('asking.id', true) $$;
create function asking_permissions() returns text[] stable language sql
  as $$ select string_to_array(current_setting('asking.permissions', true), ',') $$;
create function may(permission text) returns boolean stable language sql
  as $$ select permission = any (asking_permissions()) $$;
create function viewer() returns users stable language sql
  as $$ select * from users where account_id = asking_account() and id = asking_id() $$;

-- It would be called a databasis.
comment on table databases is '@name database';

alter table users enable row level security;
alter table user_groups enable row level security;
alter table groups enable row level security;
alter table clusters enable row level security;
alter table databases enable row level security;
alter table database_tokens enable row level security;
alter table database_token_permissions enable row level security;

-- A select of its own is worked out once for a statement, and not for each row.
create policy read on users for select using (account_id = (select asking_account()) and removed_at is null
  and ((select may('USER_READ')) or id = (select asking_id())));
create policy read on user_groups for select using (account_id = (select asking_account()) and (select may('GROUP_READ')));
create policy read on groups for select using (account_id = (select asking_account()) and (select may('GROUP_READ')));
create policy read on clusters for select using (account_id = (select asking_account()) and (select may('CLUSTER_READ')));
create policy read on databases for select using (account_id = (select asking_account()) and deleted_at is null
  and (select may('DATABASE_READ')));
create policy read on database_tokens for select using (account_id = (select asking_account()) and revoked_at is null
  and (select may('DATABASE_TOKEN_READ')));
create policy read on database_token_permissions for select using (account_id = (select asking_account())
  and (select may('DATABASE_TOKEN_READ')));

create function databases_tokens(database databases) returns setof database_tokens stable language sql as $$
  select token.* from database_tokens token
  where token.account_id = database.account_id and token.id in (
    select granted.token_id from database_token_permissions granted
    where granted.account_id = database.account_id and granted.database_id = database.id
    union all
    select granted.token_id from database_token_permissions granted
    where granted.account_id = database.account_id and granted.cluster_id = database.cluster_id
      and granted.database_id is null)
  order by token.created_at desc, token.id desc $$;

-- Roles belong to the whole server, and may be there from another run.
do $$ begin create role clustergate_bench; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema public to clustergate_bench;
grant select on users, user_groups, groups, clusters, databases, database_tokens, database_token_permissions
  to clustergate_bench;
