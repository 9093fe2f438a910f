SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.database_token_permissions_created() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
      new.token_created_at := (
  select created_at from database_tokens
  where database_tokens.account_id = new.account_id and database_tokens.id = new.token_id);
      return new;
    end $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.accounts (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL
);
CREATE TABLE public.attempts (
    id text NOT NULL COLLATE pg_catalog."C",
    target text NOT NULL COLLATE pg_catalog."C",
    counter text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL
);
CREATE TABLE public.audit_events (
    account_id text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    occurred_at bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    outcome text NOT NULL COLLATE pg_catalog."C",
    error_code text COLLATE pg_catalog."C",
    actor_id text COLLATE pg_catalog."C",
    actor_label text NOT NULL COLLATE pg_catalog."C",
    resource_id text COLLATE pg_catalog."C",
    resource_label text COLLATE pg_catalog."C",
    changes text NOT NULL COLLATE pg_catalog."C",
    ip text COLLATE pg_catalog."C",
    request_id text NOT NULL COLLATE pg_catalog."C",
    previous_hash text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT audit_events_outcome_check CHECK ((outcome = ANY (ARRAY['SUCCEEDED'::text, 'DENIED'::text, 'FAILED'::text])))
);
CREATE TABLE public.audit_heads (
    account_id text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    hash text NOT NULL COLLATE pg_catalog."C",
    signature text NOT NULL COLLATE pg_catalog."C",
    locked_at bigint NOT NULL
);
CREATE TABLE public.clusters (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    url text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL
);
CREATE TABLE public.database_token_permissions (
    account_id text NOT NULL COLLATE pg_catalog."C",
    token_id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    cluster_id text NOT NULL COLLATE pg_catalog."C",
    action text NOT NULL COLLATE pg_catalog."C",
    database_id text COLLATE pg_catalog."C",
    token_created_at bigint DEFAULT 0 NOT NULL,
    CONSTRAINT database_token_permissions_action_check CHECK ((action = ANY (ARRAY['READ'::text, 'WRITE'::text])))
);
CREATE TABLE public.database_tokens (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    cluster_id text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    folded_description text NOT NULL COLLATE pg_catalog."C",
    prefix text NOT NULL COLLATE pg_catalog."C",
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    created_by text COLLATE pg_catalog."C",
    expires_at bigint,
    last_used_at bigint,
    revoked_at bigint,
    revoked_by text COLLATE pg_catalog."C",
    version bigint NOT NULL,
    life_milliseconds bigint,
    rotated_from text COLLATE pg_catalog."C",
    replaced_by text COLLATE pg_catalog."C",
    line_id text COLLATE pg_catalog."C"
);
CREATE TABLE public.databases (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    cluster_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    retention_seconds bigint,
    max_tables bigint NOT NULL,
    max_columns_per_table bigint NOT NULL,
    partition_template text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint,
    version bigint NOT NULL
);
CREATE TABLE public.email_changes (
    account_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    requested_by text NOT NULL COLLATE pg_catalog."C",
    mail_id text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.groups (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.invitation_groups (
    account_id text NOT NULL COLLATE pg_catalog."C",
    invitation_id text NOT NULL COLLATE pg_catalog."C",
    group_id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.invitation_sendings (
    account_id text NOT NULL COLLATE pg_catalog."C",
    mail_id text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    inviter_id text COLLATE pg_catalog."C",
    sent_at bigint NOT NULL
);
CREATE TABLE public.invitations (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    attributes text NOT NULL COLLATE pg_catalog."C",
    invited_by text COLLATE pg_catalog."C",
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    life_milliseconds bigint NOT NULL,
    sent_count bigint NOT NULL,
    mail_id text COLLATE pg_catalog."C",
    accepted_at bigint,
    accepted_by text COLLATE pg_catalog."C",
    revoked_at bigint,
    revoked_by text COLLATE pg_catalog."C",
    management_token_id text COLLATE pg_catalog."C",
    earlier_secret_hash text COLLATE pg_catalog."C",
    CONSTRAINT invitations_check CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL)))
);
CREATE TABLE public.known_networks (
    account_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    network text NOT NULL COLLATE pg_catalog."C",
    signed_in_at bigint NOT NULL
);
CREATE TABLE public.management_tokens (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    folded_description text NOT NULL COLLATE pg_catalog."C",
    permissions text NOT NULL COLLATE pg_catalog."C",
    prefix text NOT NULL COLLATE pg_catalog."C",
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    created_by text NOT NULL COLLATE pg_catalog."C",
    expires_at bigint,
    last_used_at bigint,
    revoked_at bigint,
    revoked_by text COLLATE pg_catalog."C"
);
CREATE TABLE public.migrations (
    name text NOT NULL
);
CREATE TABLE public.outbox (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    recipient text NOT NULL COLLATE pg_catalog."C",
    message text COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    attempts bigint NOT NULL,
    next_attempt_at bigint NOT NULL,
    created_at bigint NOT NULL,
    finished_at bigint,
    failure text COLLATE pg_catalog."C",
    is_written bigint DEFAULT 0 NOT NULL,
    CONSTRAINT outbox_status_check CHECK ((status = ANY (ARRAY['QUEUED'::text, 'SENT'::text, 'FAILED'::text])))
);
CREATE TABLE public.password_resets (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.sessions (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    client text NOT NULL COLLATE pg_catalog."C",
    ip text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint
);
CREATE TABLE public.settings (
    key text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.sign_in_failures (
    id text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL
);
CREATE TABLE public.tables (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    database_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    partition_template text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    deleted_at bigint,
    version bigint NOT NULL
);
CREATE TABLE public.user_groups (
    account_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    group_id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.users (
    account_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    folded_name text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    attributes text NOT NULL COLLATE pg_catalog."C",
    password_hash text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    last_sign_in_at bigint,
    removed_at bigint,
    version bigint NOT NULL,
    password_seal text COLLATE pg_catalog."C",
    CONSTRAINT users_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'DEACTIVATED'::text])))
);
INSERT INTO public.accounts VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'Nordgrid', 1796008025378),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'Example Inc', 1796008031888);
INSERT INTO public.attempts VALUES
	('c4a151fa-c14b-43b6-be58-cd81bc02fa8b', 'vbXSkMFGilk_HqeGn1aOZ4iGV_qW3y5Eh5G3Jpyjzcw', '_g6n9Oc1zkcYEpHfmzbFIiWMVT807n08Y00TkFRg1os', 1796008028730),
	('177bfaf7-f018-48ac-af63-54592d152062', 'Yo4UQ07tUG7PIVQ9jxzHhe1d6RMeu0bUv69y4O4pfwU', 'c2NHdrvP-mDyl6Phd9CdchLQ3s9bbe059JYtDY4VQmE', 1796008043181),
	('42a80610-184f-4c17-a393-a915eff41734', 'RZlJ9ispOC9i9d6ztbwR4uS1jdicXtglf5Crd_CYnsI', 'yxOnwHD5gh3IOQuNdvLzBsszzwKa9DcX0eIfPgNOcBs', 1796008043411),
	('9843bec3-0a61-4a96-92c6-c694ccf427da', 'IgHvxExaIh4NX1_N70Md6_NSREZOhqlWbaso-yKb8Vc', 'Rfja-iTS0KqMPNBc4kwQyq1NSyTAy7hpZyJ7PAu2_Sw', 1796008043434);
INSERT INTO public.audit_events VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 1, 'audit_event_01a22a6b-9d7a-79f7-b9ff-8a866ae16ad3', 1796008025400, 'account.create', 'SUCCEEDED', NULL, NULL, 'operator', 'account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'Nordgrid', '[{"after":"Nordgrid","before":null,"field":"name"}]', NULL, '5e9dc284-2b81-4d5e-801e-b90cf7337af6', '0000000000000000000000000000000000000000000000000000000000000000', '07cf23aee69d558edd7a674be1633a6cf59f35c3ae1fc9e8d89fddcc6b875a5b'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 2, 'audit_event_01a22a6b-9d7b-7f5a-b6d8-292f69ff3623', 1796008025400, 'cluster.create', 'SUCCEEDED', NULL, NULL, 'operator', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'main', '[{"after":"main","before":null,"field":"name"},{"after":"https://main.nordgrid.example.com","before":null,"field":"url"}]', NULL, '5e9dc284-2b81-4d5e-801e-b90cf7337af6', '07cf23aee69d558edd7a674be1633a6cf59f35c3ae1fc9e8d89fddcc6b875a5b', 'f8c100073ad2bd21ddaa82e20164cd11b06076de008fec9c023ab859c8ebf538'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 3, 'audit_event_01a22a6b-9d7b-712d-be1c-1cb972ada12c', 1796008025400, 'user.create', 'SUCCEEDED', NULL, NULL, 'operator', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', '[{"after":"ada@example.com","before":null,"field":"email"},{"after":"ada","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', NULL, '5e9dc284-2b81-4d5e-801e-b90cf7337af6', 'f8c100073ad2bd21ddaa82e20164cd11b06076de008fec9c023ab859c8ebf538', '296fd23584174b22f5dc118f356812ff5dd28a57b8f81137c1ee1726d8e59b0b'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 4, 'audit_event_01a22a6b-9eae-7e8a-aaa0-e79e9156caf3', 1796008025745, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'session_01a22a6b-9e95-7ab4-88e4-b9c5a18b0392', 'laptop', '[]', '127.0.0.1', '3321c9a4-271c-418d-a0f4-1e91b8b4fa9d', '296fd23584174b22f5dc118f356812ff5dd28a57b8f81137c1ee1726d8e59b0b', '6187aea4a0250f06ad7556476f4f59ff87e41f42b93d3977bdb7f41fe77c331c'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 5, 'audit_event_01a22a6b-9f0a-7f97-bae3-069cbcad004d', 1796008025825, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-9eff-7b26-8f21-fc9dc18f883f', 'mel@example.com', '[{"after":"mel@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[{"key":"team","value":"ops"}],"before":null,"field":"attributes"}]', '127.0.0.1', 'cb0a648e-5f85-427a-bc6f-58f6b65dfd9e', '6187aea4a0250f06ad7556476f4f59ff87e41f42b93d3977bdb7f41fe77c331c', '0fdb5c3268351f24b2293413d21bc0cf10b7bfc51ca4b25f0f6992c44da9c485'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 6, 'audit_event_01a22a6b-9f5e-75bd-8f2c-9ad6de22b5ea', 1796008025934, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', 'invitation_01a22a6b-9eff-7b26-8f21-fc9dc18f883f', 'mel@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c","before":null,"field":"acceptedBy"}]', '127.0.0.1', 'd1d74a69-4ee7-45b6-b380-678f5112eb85', '0fdb5c3268351f24b2293413d21bc0cf10b7bfc51ca4b25f0f6992c44da9c485', '8518ed1f67a4c4f492c390f2842165795d9de339614b9f171125733f75986a75'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 7, 'audit_event_01a22a6b-9f5e-77d3-9109-83a8816176da', 1796008025934, 'user.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', '[{"after":"mel@example.com","before":null,"field":"email"},{"after":"Mél","before":null,"field":"name"},{"after":["member"],"before":null,"field":"groups"},{"after":[{"key":"team","value":"ops"}],"before":null,"field":"attributes"}]', '127.0.0.1', 'd1d74a69-4ee7-45b6-b380-678f5112eb85', '8518ed1f67a4c4f492c390f2842165795d9de339614b9f171125733f75986a75', '6b2eba70a5e69b159310c26dad868177f06f4d265cdfa9bc28e88d531f9a13b3'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 8, 'audit_event_01a22a6b-9f75-7ad1-955b-14e5526ceed0', 1796008025961, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-9f71-775a-844c-d7aea10a044c', 'audrey@example.com', '[{"after":"audrey@example.com","before":null,"field":"email"},{"after":["auditor"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'c830a795-9bc7-4785-9dcd-8eba490ba9e2', '6b2eba70a5e69b159310c26dad868177f06f4d265cdfa9bc28e88d531f9a13b3', '07d2d08f9ff588ce18d5261972f90ce09542937ca6211e8b164b131d37ac1782'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 9, 'audit_event_01a22a6b-9feb-7345-9bea-5820a4018441', 1796008026018, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'audrey@example.com', 'invitation_01a22a6b-9f71-775a-844c-d7aea10a044c', 'audrey@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9","before":null,"field":"acceptedBy"}]', '127.0.0.1', 'a666b365-b3a4-4b95-9627-294e35aab988', '07d2d08f9ff588ce18d5261972f90ce09542937ca6211e8b164b131d37ac1782', 'b1ec2be85552ae2c9fcdafc412028c59b8a6c242fd91b1db39eff71ab6f7140e'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 10, 'audit_event_01a22a6b-9feb-7fe0-ac9d-f09bb4d51996', 1796008026018, 'user.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'audrey@example.com', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'audrey@example.com', '[{"after":"audrey@example.com","before":null,"field":"email"},{"after":"Audrey","before":null,"field":"name"},{"after":["auditor"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'a666b365-b3a4-4b95-9627-294e35aab988', 'b1ec2be85552ae2c9fcdafc412028c59b8a6c242fd91b1db39eff71ab6f7140e', 'c21808c58e24a845bfa9b773aad1e5d05de5d1bf0ee930391f1ddcacc789b3aa'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 11, 'audit_event_01a22a6b-a0a0-7c5e-b92f-f2bcabede95d', 1796008026122, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a061-7ffe-bf21-2eeef1aecdf5', 'max@example.com', '[{"after":"max@example.com","before":null,"field":"email"},{"after":["auditor","member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'b2702747-250b-4a23-acfc-403fef18cd60', 'c21808c58e24a845bfa9b773aad1e5d05de5d1bf0ee930391f1ddcacc789b3aa', 'fc972727f96219b92dc0c428145dc28411c985179ed34585399ede4b5f48b5cc'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 12, 'audit_event_01a22a6b-a0ff-787f-9ec5-1cc497564e90', 1796008026333, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'max@example.com', 'invitation_01a22a6b-a061-7ffe-bf21-2eeef1aecdf5', 'max@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4","before":null,"field":"acceptedBy"}]', '127.0.0.1', '939f4dc3-d726-4aa3-a470-21fde33f618a', 'fc972727f96219b92dc0c428145dc28411c985179ed34585399ede4b5f48b5cc', '64075b445e6434709a66918bbdc1cc527b9ecbea03a25768ad3bc7b3f9d9e418'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 13, 'audit_event_01a22a6b-a0ff-72ef-a082-16b9941f528e', 1796008026333, 'user.create', 'SUCCEEDED', NULL, 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'max@example.com', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'max@example.com', '[{"after":"max@example.com","before":null,"field":"email"},{"after":"Straße","before":null,"field":"name"},{"after":["auditor","member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '939f4dc3-d726-4aa3-a470-21fde33f618a', '64075b445e6434709a66918bbdc1cc527b9ecbea03a25768ad3bc7b3f9d9e418', '9b3e013535fe5e81457c2e85a1c0b851bcde107de4282bc8547ea96a9e31f757'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 14, 'audit_event_01a22a6b-a14f-7f65-97cc-2c804a3cef84', 1796008026383, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a11d-7a4d-8356-e606c85a52c4', 'dora@example.com', '[{"after":"dora@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '1b307596-d011-4deb-9436-ddb58a2d0f0a', '9b3e013535fe5e81457c2e85a1c0b851bcde107de4282bc8547ea96a9e31f757', 'b79017f1129d46a60b854f9ad65c331c0dfbde46ce498fc0d4be31b01847192f'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 15, 'audit_event_01a22a6b-a1c9-7d24-95c8-f2c250b3c3cd', 1796008026556, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', 'dora@example.com', 'invitation_01a22a6b-a11d-7a4d-8356-e606c85a52c4', 'dora@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22a6b-a197-7566-aa37-e216ff0f5760","before":null,"field":"acceptedBy"}]', '127.0.0.1', 'e1954afa-8cbf-491f-b7e5-e80f2096bb59', 'b79017f1129d46a60b854f9ad65c331c0dfbde46ce498fc0d4be31b01847192f', '155f7412e48d086f86afd877994ff9aaf506c7db0b044160e69a88b92266e884'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 16, 'audit_event_01a22a6b-a1c9-7388-aca9-09a85b18ef45', 1796008026556, 'user.create', 'SUCCEEDED', NULL, 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', 'dora@example.com', 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', 'dora@example.com', '[{"after":"dora@example.com","before":null,"field":"email"},{"after":"Dora","before":null,"field":"name"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'e1954afa-8cbf-491f-b7e5-e80f2096bb59', '155f7412e48d086f86afd877994ff9aaf506c7db0b044160e69a88b92266e884', '55a274351ff10a16d2af44f39e8ac0db43e126b8155ecce9b3f80f09a05ac6aa'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 17, 'audit_event_01a22a6b-a20b-725d-af77-a4604c4fb242', 1796008026587, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a1ef-7db9-abf5-41175e6946f7', 'rita@example.com', '[{"after":"rita@example.com","before":null,"field":"email"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'ece62d03-d8fc-4b69-98cb-93689ffce60b', '55a274351ff10a16d2af44f39e8ac0db43e126b8155ecce9b3f80f09a05ac6aa', 'd6b83f08fba1f8d75a90dfc31b496bad65d698566ac9d215b79c213e8bea0412'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 18, 'audit_event_01a22a6b-a2b5-79b6-a989-7032dd2175f6', 1796008026786, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 'rita@example.com', 'invitation_01a22a6b-a1ef-7db9-abf5-41175e6946f7', 'rita@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae","before":null,"field":"acceptedBy"}]', '127.0.0.1', '32211bc4-4c37-4ad2-9245-bfdd0f0ca4f5', 'd6b83f08fba1f8d75a90dfc31b496bad65d698566ac9d215b79c213e8bea0412', 'cf25c83110d01e03767cac09936ce071727dc8f45b543b678553a77b41c606c9'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 19, 'audit_event_01a22a6b-a2b5-7cd4-ae69-7983e9531550', 1796008026786, 'user.create', 'SUCCEEDED', NULL, 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 'rita@example.com', 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 'rita@example.com', '[{"after":"rita@example.com","before":null,"field":"email"},{"after":"Rita","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '32211bc4-4c37-4ad2-9245-bfdd0f0ca4f5', 'cf25c83110d01e03767cac09936ce071727dc8f45b543b678553a77b41c606c9', '94a01b511c9ee529411942bcf28fb7adf5ca1b4c879da3bc8e74bcde8e1bb427'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 20, 'audit_event_01a22a6b-a35e-7346-aa08-0af2de34fd91', 1796008026960, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', 'session_01a22a6b-a356-7b43-963e-9854eca0e471', 'laptop', '[]', '127.0.0.1', '07c18c69-9989-4d4b-b232-2ca961117795', '94a01b511c9ee529411942bcf28fb7adf5ca1b4c879da3bc8e74bcde8e1bb427', '75207be1d4e3086370d5d511c7e3c7f0894b44b606dd67ddb45d94b477b3c9c4'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 21, 'audit_event_01a22a6b-a404-7eb9-88ad-45a018a2e64b', 1796008027103, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', 'session_01a22a6b-a3e4-7e3a-bacc-559c2c977bf8', 'phone', '[]', '127.0.0.1', '5e9b2b67-a9be-42ae-8dc9-0e283ee63b26', '75207be1d4e3086370d5d511c7e3c7f0894b44b606dd67ddb45d94b477b3c9c4', 'aa7d4f5e901d5840cb1110d6750e2be505d5371d350ac3e2c7bc8bcf0a1c7698'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 22, 'audit_event_01a22a6b-a47d-7489-b361-e9e9aad0b9dc', 1796008027248, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', 'session_01a22a6b-a478-7f56-ae00-a0488825c261', 'lost phone', '[]', '127.0.0.1', '03c80730-b71d-47ca-b79e-cd7b2235b358', 'aa7d4f5e901d5840cb1110d6750e2be505d5371d350ac3e2c7bc8bcf0a1c7698', 'ab72956e2fac38e1879241e55b4d66d44cc8c11387ffdd6a9cbcd44ceaa3a2e6'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 23, 'audit_event_01a22a6b-a50a-7b5f-9e56-dc528e86e04c', 1796008027356, 'session.revoke', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'session_01a22a6b-a478-7f56-ae00-a0488825c261', 'lost phone', '[]', '127.0.0.1', 'f414bb51-8d47-43fe-9368-7ce188579999', 'ab72956e2fac38e1879241e55b4d66d44cc8c11387ffdd6a9cbcd44ceaa3a2e6', '31073ec22a8599b4886c075a8023df669e6c0e45f22134f9ffe1392bf871fc99'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 24, 'audit_event_01a22a6b-a581-7e7b-95fa-404fb1b0f924', 1796008027518, 'session.sign_out', 'SUCCEEDED', NULL, 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', 'session_01a22a6b-a3e4-7e3a-bacc-559c2c977bf8', 'phone', '[]', '127.0.0.1', '5cf68b85-4f9d-4654-ad16-d719a4c4b756', '31073ec22a8599b4886c075a8023df669e6c0e45f22134f9ffe1392bf871fc99', 'f60cb6bdfe191b280159a8c7d8a9991719aa774133890b6421164bb93fe7dfb0'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 25, 'audit_event_01a22a6b-a64e-72cd-a716-a89104120684', 1796008027608, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a625-7ee1-aba6-0d7e111f3abc', 'pia@example.com', '[{"after":"pia@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[{"key":"team","value":"ops"}],"before":null,"field":"attributes"}]', '127.0.0.1', '4c0172b8-d7d0-45cb-b3f8-ab4e90cbcaa2', 'f60cb6bdfe191b280159a8c7d8a9991719aa774133890b6421164bb93fe7dfb0', 'e93ff8a95fa31e665ed2a3057a67b5fb95c79b4a9eacc44e9c453ee127a290d6'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 27, 'audit_event_01a22a6b-a6e2-7625-99b3-474da8cd5977', 1796008027843, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a6d9-736e-888b-2d4ebc90ec64', 'peter@example.com', '[{"after":"peter@example.com","before":null,"field":"email"},{"after":["admin","auditor"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'efc202f4-ab56-40f2-b432-ccedf7a760b5', '2be00dc36b96457234d16e32666c3391b736ca681e107d7d0c2d290bb41577ab', 'ebe1857e06f4c8329b3286276ec5e9dc164f4f9d186893327cfaa1af73fad004'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 1, 'audit_event_01a22a6b-b6f0-71f6-bff8-b9ba6ab39d8a', 1796008031897, 'account.create', 'SUCCEEDED', NULL, NULL, 'operator', 'account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'Example Inc', '[{"after":"Example Inc","before":null,"field":"name"}]', NULL, '122af0ff-c8a8-4876-b182-5116a6420a50', '0000000000000000000000000000000000000000000000000000000000000000', '2cf45a4d421eb95c0a24c88cb3df4eed5ef7010ff0f31c5fc024e4435b13adc6'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 26, 'audit_event_01a22a6b-a6b0-7a66-884b-72fcb5c84029', 1796008027781, 'invitation.resend', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a625-7ee1-aba6-0d7e111f3abc', 'pia@example.com', '[{"after":2,"before":1,"field":"sentCount"},{"after":"2026-12-07T03:07:07.781Z","before":"2026-12-07T03:07:07.608Z","field":"expiresAt"}]', '127.0.0.1', 'ef845b9f-fc48-4da5-b511-a92c69324149', 'e93ff8a95fa31e665ed2a3057a67b5fb95c79b4a9eacc44e9c453ee127a290d6', '2be00dc36b96457234d16e32666c3391b736ca681e107d7d0c2d290bb41577ab'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 29, 'audit_event_01a22a6b-a74c-713f-bacd-56cc61852403', 1796008027960, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a747-70d5-8690-260ea8fec3a6', 'rex@example.com', '[{"after":"rex@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '6b5d1159-0f85-4dbd-a918-a98a16e67719', 'd071c46bd0cc2fcec12e9c901defc8f3b0b4fccc8ce85c30a6462c65ff5c3776', '774a5a8f218957fcbeb6a287343797ecf07c8098a2c75f1d3e991279ce8f4279'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 32, 'audit_event_01a22a6b-a828-71f4-baca-31cefe629155', 1796008028122, 'user.remove', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 'rita@example.com', '[{"after":null,"before":"rita@example.com","field":"email"},{"after":null,"before":"Rita","field":"name"},{"after":null,"before":"ACTIVE","field":"status"},{"after":null,"before":[],"field":"attributes"},{"after":null,"before":["admin"],"field":"groups"}]', '127.0.0.1', '2ffa55d8-d883-4631-b143-a07430e57704', 'fe6afd1547416d021c4f21f94b4e8204e71da7d7b51844dec44be9700b717758', '90241a9a0f2123902d932cbbc16f22c0ac9d6520420940f89ac9a91204ab6271'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 33, 'audit_event_01a22a6b-a828-7e1d-8635-7bd731ad2970', 1796008028122, 'invitation.revoke', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a7b0-79ab-8339-21cbec7c765c', 'ned@example.com', '[{"after":"REVOKED","before":"PENDING","field":"status"}]', '127.0.0.1', '2ffa55d8-d883-4631-b143-a07430e57704', '90241a9a0f2123902d932cbbc16f22c0ac9d6520420940f89ac9a91204ab6271', '420f10a540504d34d2ba6966ce88c69f440f8765dfe941ffbf1c6541745e71b1'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 34, 'audit_event_01a22a6b-a84a-7a89-8e69-2ced75b6fe64', 1796008028220, 'user.update', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', 'dora@example.com', '[{"after":"DEACTIVATED","before":"ACTIVE","field":"status"}]', '127.0.0.1', '3cf21a45-0312-4410-be20-103a4176373e', '420f10a540504d34d2ba6966ce88c69f440f8765dfe941ffbf1c6541745e71b1', 'abdc530096c8682f756e0c85c0db1d66ecfdd69c6c7ea694921251a60b111471'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 35, 'audit_event_01a22a6b-a86f-76ae-aaea-ba39afac9600', 1796008028250, 'user.request_email_change', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'max@example.com', '[{"after":"maximilian@example.com","before":null,"field":"pendingEmail"}]', '127.0.0.1', 'e91903c5-16d3-4aed-a48f-3161221d72cc', 'abdc530096c8682f756e0c85c0db1d66ecfdd69c6c7ea694921251a60b111471', '0532da0fd731523e06a6ff5d54c113ffa2de93466dca6404702eb806c88ddab9'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 28, 'audit_event_01a22a6b-a71b-7bf5-984e-54ee662bc1f8', 1796008027903, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a716-7c58-a17a-067c0421a186', 'eve@example.com', '[{"after":"eve@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'f9572503-ad31-4a7e-bac0-bdda30f0b7c9', 'ebe1857e06f4c8329b3286276ec5e9dc164f4f9d186893327cfaa1af73fad004', 'd071c46bd0cc2fcec12e9c901defc8f3b0b4fccc8ce85c30a6462c65ff5c3776'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 30, 'audit_event_01a22a6b-a785-7d5a-8a60-35da3227b6c9', 1796008028020, 'invitation.revoke', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-a747-70d5-8690-260ea8fec3a6', 'rex@example.com', '[{"after":"REVOKED","before":"PENDING","field":"status"}]', '127.0.0.1', 'fe6ed5cc-7137-4ef0-981f-dc50b943e86d', '774a5a8f218957fcbeb6a287343797ecf07c8098a2c75f1d3e991279ce8f4279', '633244d2eecfab42a25ce3f9d7ab4b885150bc746c14f3502b74cfe5bc498ea4'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 31, 'audit_event_01a22a6b-a7b3-7a9d-af49-ea27e210c499', 1796008028055, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 'rita@example.com', 'invitation_01a22a6b-a7b0-79ab-8339-21cbec7c765c', 'ned@example.com', '[{"after":"ned@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '3527e6bd-ce94-4b91-a4cb-da60951bd01c', '633244d2eecfab42a25ce3f9d7ab4b885150bc746c14f3502b74cfe5bc498ea4', 'fe6afd1547416d021c4f21f94b4e8204e71da7d7b51844dec44be9700b717758'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 36, 'audit_event_01a22a6b-a8a7-7ae0-aa1d-ed0fd9d649c4', 1796008028305, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'management_token_01a22a6b-a8a5-79ca-a66f-82ed907a91ca', 'onboarding', '[{"after":"onboarding","before":null,"field":"description"},{"after":["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ","CLUSTER_READ","DATABASE_READ","TABLE_READ","DATABASE_TOKEN_READ","DATABASE_TOKEN_CREATE"],"before":null,"field":"permissions"}]', '127.0.0.1', '65676ebc-5baa-43d2-9928-106de3c6fbf5', '0532da0fd731523e06a6ff5d54c113ffa2de93466dca6404702eb806c88ddab9', '24ce3057318bb3f27e1a138b1a693c47254fd32a2c1d66473da3130b1b5366c1'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 37, 'audit_event_01a22a6b-a8e6-734c-8127-70a528b40820', 1796008028364, 'invitation.create', 'SUCCEEDED', NULL, 'management_token_01a22a6b-a8a5-79ca-a66f-82ed907a91ca', 'management token “onboarding” of ada@example.com', 'invitation_01a22a6b-a8d8-7684-ba7c-23063c3fba7e', 'tess@example.com', '[{"after":"tess@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '73495169-03d2-404a-bf3a-77d9d5e203f7', '24ce3057318bb3f27e1a138b1a693c47254fd32a2c1d66473da3130b1b5366c1', 'f60b61fb47f772961872d1417724023e165b8a02620f670dd6f8ef97f65d9c1d'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 38, 'audit_event_01a22a6b-a903-7f70-857b-67e1c19d9ed5', 1796008028416, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'management_token_01a22a6b-a901-7556-aee0-8bba3510116e', 'reports, Überblick', '[{"after":"reports, Überblick","before":null,"field":"description"},{"after":["AUDIT_READ","DATABASE_READ"],"before":null,"field":"permissions"},{"after":"2027-11-30T03:07:08.396Z","before":null,"field":"expiresAt"}]', '127.0.0.1', '38927229-5f60-42df-a26f-40f80f39053c', 'f60b61fb47f772961872d1417724023e165b8a02620f670dd6f8ef97f65d9c1d', '4111a3ce23bed113d93ad8825a09bd29786e3d995fb53ed50829b4a64e74799a'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 39, 'audit_event_01a22a6b-a996-7ce3-a41b-fe7f1f00cbc4', 1796008028559, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'management_token_01a22a6b-a994-7796-b9ea-9f577a0c9ac0', 'leaked', '[{"after":"leaked","before":null,"field":"description"},{"after":["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"],"before":null,"field":"permissions"}]', '127.0.0.1', '0de35367-906d-4df1-9563-7d9a69770019', '4111a3ce23bed113d93ad8825a09bd29786e3d995fb53ed50829b4a64e74799a', 'e0767b34e4fe7f21e5659601bd65c611d2072ff4b5967963115dc0e4d10ec802'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 40, 'audit_event_01a22a6b-a9e3-74cf-a836-757fbc7c16db', 1796008028638, 'management_token.revoke', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'management_token_01a22a6b-a994-7796-b9ea-9f577a0c9ac0', 'leaked', '[{"after":"2026-11-30T03:07:08.638Z","before":null,"field":"revokedAt"}]', '127.0.0.1', 'e9d866ef-0e85-4ef8-9bd0-1a6c9d367992', 'e0767b34e4fe7f21e5659601bd65c611d2072ff4b5967963115dc0e4d10ec802', 'f9fdffddcc56115cc70a9c7a32a5ec0963af51bb98828350789e8de1dd802396'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 41, 'audit_event_01a22a6b-a9fc-7f64-befe-13fc8c5df9c7', 1796008028659, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'management_token_01a22a6b-a9fa-74ea-8c45-74b635524fc1', 'trial', '[{"after":"trial","before":null,"field":"description"},{"after":["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"],"before":null,"field":"permissions"},{"after":"2026-11-30T03:07:10.148Z","before":null,"field":"expiresAt"}]', '127.0.0.1', 'fb61641d-7f8e-4698-a1b8-7e1529659b0e', 'f9fdffddcc56115cc70a9c7a32a5ec0963af51bb98828350789e8de1dd802396', 'd9762df70c28fa84817824ab8efb611ffe624aba0f5f887538c9f731421d138f'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 42, 'audit_event_01a22a6b-aa22-7022-b945-537fee872ba4', 1796008028705, 'database.create', 'DENIED', 'FORBIDDEN', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', NULL, NULL, '[]', '127.0.0.1', '82b19917-6c33-48f2-921f-49dc697b9b33', 'd9762df70c28fa84817824ab8efb611ffe624aba0f5f887538c9f731421d138f', '46493632c6df9e13586653103060dab08fd5835c6bc84f375d039d1bdb5b3afe'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 43, 'audit_event_01a22a6b-aa89-7f0c-833b-d5ec76a0fcf8', 1796008028809, 'session.sign_in', 'DENIED', 'INVALID_CREDENTIALS', NULL, 'mel@example.com', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', '[]', '127.0.0.1', '8e4defdc-309f-4778-8887-a03c93c43dfd', '46493632c6df9e13586653103060dab08fd5835c6bc84f375d039d1bdb5b3afe', '9ea83d52105db92b71210add82824f29b64d6d9cf42e073706357196936d8299'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 44, 'audit_event_01a22a6b-aab3-74c8-b0d9-64e803116c1a', 1796008028838, 'database.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 'metrics', '[{"after":"metrics","before":null,"field":"name"},{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":"30d","before":null,"field":"retentionPeriod"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '71a5ee15-db47-4c61-b04f-de379b15c4aa', '9ea83d52105db92b71210add82824f29b64d6d9cf42e073706357196936d8299', '22dbba984fe3f844195ade08b1e166f4458f45da9b2bfe8f4ebf2b19e1429432'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 45, 'audit_event_01a22a6b-aad2-7e8e-a2e8-31f23a99d748', 1796008028877, 'database.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aacf-70b7-8983-5b9528637640', 'logs', '[{"after":"logs","before":null,"field":"name"},{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":3,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '9fa5c081-bde5-486c-8af5-43ae5b0cf4f9', '22dbba984fe3f844195ade08b1e166f4458f45da9b2bfe8f4ebf2b19e1429432', '9eac75c0bc361c7907a8f1316dcfb7abb72f1adc8fda37813b1276e752148a8c'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 46, 'audit_event_01a22a6b-aade-797a-bd1b-54cc3c730f61', 1796008028890, 'database.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aadc-7f4f-be8a-28b8bdf387fb', 'archive', '[{"after":"archive","before":null,"field":"name"},{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '0ec37306-0e83-4fee-8ffa-b52bbc2a2b9d', '9eac75c0bc361c7907a8f1316dcfb7abb72f1adc8fda37813b1276e752148a8c', '83173ad2d169acc3954cd84aecbb61158d6b6b6cae6e003f723c4b9acce1a648'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 47, 'audit_event_01a22a6b-aae8-76bd-9904-a88c8cc21634', 1796008028901, 'database.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aae5-7a12-941c-3fd89f2bad22', 'scratch', '[{"after":"scratch","before":null,"field":"name"},{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '1c1ee653-24b3-48ff-9f1c-01772e283f76', '83173ad2d169acc3954cd84aecbb61158d6b6b6cae6e003f723c4b9acce1a648', '4a63b2d34fe7397d4ba6223a57a1d93bd381370004121f6ae67159a46440de14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 48, 'audit_event_01a22a6b-aaf8-7923-8653-4255e33046e5', 1796008028914, 'table.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'table_01a22a6b-aaf5-76fe-b9fd-8aecac2a2b17', 'cpu', '[{"after":"cpu","before":null,"field":"name"},{"after":"database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"},{"after":true,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', 'f2cd76b2-2b82-4abd-bbcc-2518bf2b9f19', '4a63b2d34fe7397d4ba6223a57a1d93bd381370004121f6ae67159a46440de14', 'fdc7969cede4dcbd5ba283f5863d670aa666d2b5ba6f3d45aa96b8e9eacfb6ee'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 49, 'audit_event_01a22a6b-ab08-768c-83f6-4475be99b731', 1796008028933, 'table.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'table_01a22a6b-ab07-7573-95fa-2597b6766459', 'memory', '[{"after":"memory","before":null,"field":"name"},{"after":"database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y"},{"buckets":null,"kind":"TAG","value":"host"}],"before":null,"field":"partitionTemplate"},{"after":false,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', '2dc79465-18ca-4cf1-8e9c-5cdb4ac907e0', 'fdc7969cede4dcbd5ba283f5863d670aa666d2b5ba6f3d45aa96b8e9eacfb6ee', '93267df738d9662c2470eebf752e585987bc31f4e7f79557ab9d7fd56e5ac246'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 50, 'audit_event_01a22a6b-ab15-7a3c-9bef-9b5fcce6e1ef', 1796008028944, 'table.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'table_01a22a6b-ab12-792c-9842-b3ea56666d1c', 'old', '[{"after":"old","before":null,"field":"name"},{"after":"database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"},{"after":true,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', '12a743e8-d235-4448-b24a-2f005bd35629', '93267df738d9662c2470eebf752e585987bc31f4e7f79557ab9d7fd56e5ac246', 'ea78fa7dd56c035d906838c350d2e3e65a16397ecc894bbc63120663b4a82be7'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 51, 'audit_event_01a22a6b-ab26-79bd-bc5f-38f465541647', 1796008028959, 'table.delete', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'table_01a22a6b-ab12-792c-9842-b3ea56666d1c', 'old', '[{"after":"DELETED","before":"ACTIVE","field":"status"},{"after":"2026-11-30T03:07:08.959Z","before":null,"field":"deletedAt"}]', '127.0.0.1', 'b203180e-41c2-4980-8325-0173a48638a4', 'ea78fa7dd56c035d906838c350d2e3e65a16397ecc894bbc63120663b4a82be7', '090a62f38863e68c7d36c49dd8e934c271d6d9b07b2c0d98ac429d9e32e9e76c'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 52, 'audit_event_01a22a6b-ab38-746c-91af-31703501600c', 1796008028981, 'database.delete', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aadc-7f4f-be8a-28b8bdf387fb', 'archive', '[{"after":"DELETED","before":"ACTIVE","field":"status"},{"after":"2026-11-30T03:07:08.981Z","before":null,"field":"deletedAt"}]', '127.0.0.1', '04cbea33-5ce9-487c-8909-940e85e9305a', '090a62f38863e68c7d36c49dd8e934c271d6d9b07b2c0d98ac429d9e32e9e76c', 'd91b9050f81d9020197c6995443aa221b2ed8a7acd546a0a6cf182bd87ababa9'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 53, 'audit_event_01a22a6b-ab41-738c-b86e-9f27a2372e18', 1796008028992, 'database.delete', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aae5-7a12-941c-3fd89f2bad22', 'scratch', '[{"after":"DELETED","before":"ACTIVE","field":"status"},{"after":"2026-11-30T03:07:08.992Z","before":null,"field":"deletedAt"}]', '127.0.0.1', '6addfca7-bd79-45fe-a73f-6f0d82013221', 'd91b9050f81d9020197c6995443aa221b2ed8a7acd546a0a6cf182bd87ababa9', 'aabc4cbab936d7a5218610a25475e3b033ea35c01a54cc0157b785c0cc32e281'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 54, 'audit_event_01a22a6b-ab52-79cc-9ed3-bf01720490e4', 1796008029004, 'database.undelete', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aadc-7f4f-be8a-28b8bdf387fb', 'archive', '[{"after":"ACTIVE","before":"DELETED","field":"status"},{"after":null,"before":"2026-11-30T03:07:08.981Z","field":"deletedAt"}]', '127.0.0.1', 'd204b13b-57c7-4952-b3c5-e5fd08135a9c', 'aabc4cbab936d7a5218610a25475e3b033ea35c01a54cc0157b785c0cc32e281', 'c6b654746e8945aad7022f3d81f3997889c77b57669d64c591e25d264a8e0e26'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 55, 'audit_event_01a22a6b-ab5e-79a8-a70d-0d03ee617346', 1796008029020, 'database.rename', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_01a22a6b-aadc-7f4f-be8a-28b8bdf387fb', 'attic', '[{"after":"attic","before":"archive","field":"name"}]', '127.0.0.1', 'f91654d2-a78a-4936-85a2-9d128e8da755', 'c6b654746e8945aad7022f3d81f3997889c77b57669d64c591e25d264a8e0e26', '04baa66b6953051a4185e60ca77a7654e65f69f766b944cf19ce3bcf802a213d'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 56, 'audit_event_01a22a6b-ab73-778b-8dee-454be28be180', 1796008029032, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-ab6c-7d05-8d72-0c3051781438', 'Straßenlaternen', '[{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"Straßenlaternen","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8"}],"before":null,"field":"permissions"},{"after":"2027-11-30T03:07:09.024Z","before":null,"field":"expiresAt"}]', '127.0.0.1', '5dffc7cb-8fb3-460b-8094-b99c395ffb9c', '04baa66b6953051a4185e60ca77a7654e65f69f766b944cf19ce3bcf802a213d', 'b075799d49c0695290e2d42540548a030880c19348941cbedf30e5f42beac8b0'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 57, 'audit_event_01a22a6b-ab7f-70e5-8888-c7100341ed6a', 1796008029051, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-ab7d-7d69-9a2a-4de01c844cab', 'everything', '[{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"everything","before":null,"field":"description"},{"after":[{"action":"READ","databaseId":"*"}],"before":null,"field":"permissions"}]', '127.0.0.1', '36cccf42-1d55-4f0e-bf92-3efdea2e1d76', 'b075799d49c0695290e2d42540548a030880c19348941cbedf30e5f42beac8b0', '136de6c41d56a22c756dc83dcd954b96ffc167bdce98bc76f8266f48c44d4df0'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 58, 'audit_event_01a22a6b-ab9a-7b2c-ae7c-f3d8ab934590', 1796008029066, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77', 'ingest', '[{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"ingest","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8"},{"action":"WRITE","databaseId":"database_01a22a6b-aacf-70b7-8983-5b9528637640"}],"before":null,"field":"permissions"}]', '127.0.0.1', '2a3395be-cb40-4e52-b9a8-c4220066d237', '136de6c41d56a22c756dc83dcd954b96ffc167bdce98bc76f8266f48c44d4df0', '050705c1f478987878e4a41b328ac4a2a0b33812ec5a85232fa27c54efdf9cea'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 59, 'audit_event_01a22a6b-abb2-7aee-8e2a-24d78a92259e', 1796008029093, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-abad-741b-9898-d83a4423c4b8', 'ingest', '[{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"ingest","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8"},{"action":"WRITE","databaseId":"database_01a22a6b-aacf-70b7-8983-5b9528637640"}],"before":null,"field":"permissions"},{"after":"database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77","before":null,"field":"rotatedFrom"}]', '127.0.0.1', '84c47e3c-e8b0-4764-97f0-f7dd1094f1c3', '050705c1f478987878e4a41b328ac4a2a0b33812ec5a85232fa27c54efdf9cea', '1075e116a0c1f2ddc2647fb11b0882c8828e3911b7c0aec3c9c5b047960cc589'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 60, 'audit_event_01a22a6b-abb2-7b96-aae4-aa91125fbef7', 1796008029093, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77', 'ingest', '[{"after":"2026-11-30T03:07:09.093Z","before":null,"field":"expiresAt"},{"after":"database_token_01a22a6b-abad-741b-9898-d83a4423c4b8","before":null,"field":"replacedBy"}]', '127.0.0.1', '84c47e3c-e8b0-4764-97f0-f7dd1094f1c3', '1075e116a0c1f2ddc2647fb11b0882c8828e3911b7c0aec3c9c5b047960cc589', '59ccec37bdf9b1c3226b5e926078f7e2ea89fb1cb397695e35e0818f7feacfc1'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 61, 'audit_event_01a22a6b-abd2-7db6-8aec-3d1187b8e029', 1796008029125, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-abcf-7d71-929b-86dcb67eb540', 'ingest', '[{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"ingest","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8"},{"action":"WRITE","databaseId":"database_01a22a6b-aacf-70b7-8983-5b9528637640"}],"before":null,"field":"permissions"},{"after":"database_token_01a22a6b-abad-741b-9898-d83a4423c4b8","before":null,"field":"rotatedFrom"}]', '127.0.0.1', '2b0e933a-586a-402a-8639-d16dd6a2a1d0', '59ccec37bdf9b1c3226b5e926078f7e2ea89fb1cb397695e35e0818f7feacfc1', 'aa89cefb79a0b76a699e9a5d644d75d0b4306bab3d24c571f387c18c21d5ae73'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 62, 'audit_event_01a22a6b-abd2-7ed3-ac0e-578085d8c43d', 1796008029125, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-abad-741b-9898-d83a4423c4b8', 'ingest', '[{"after":"2026-12-07T03:07:09.125Z","before":null,"field":"expiresAt"},{"after":"database_token_01a22a6b-abcf-7d71-929b-86dcb67eb540","before":null,"field":"replacedBy"}]', '127.0.0.1', '2b0e933a-586a-402a-8639-d16dd6a2a1d0', 'aa89cefb79a0b76a699e9a5d644d75d0b4306bab3d24c571f387c18c21d5ae73', '0c5a25da89ac2b63159e0e704413db73d1d3badcaf325da27b352641d22f1184'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 63, 'audit_event_01a22a6b-abe0-73fb-b42a-43aa08f027c0', 1796008029146, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-abdf-7df8-8fa9-06ad89cf97a3', 'lost', '[{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"lost","before":null,"field":"description"},{"after":[],"before":null,"field":"permissions"}]', '127.0.0.1', 'e6bbc918-8d7c-4c62-923b-aa5ea6cdad90', '0c5a25da89ac2b63159e0e704413db73d1d3badcaf325da27b352641d22f1184', 'cbcfd067ef9d117c940dc4b1fdf4b63c95fa9f73aeaca093ab44af9183051b84'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 64, 'audit_event_01a22a6b-abf7-7dd2-9592-4ae9c32e5e8a', 1796008029165, 'database_token.revoke', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-abdf-7df8-8fa9-06ad89cf97a3', 'lost', '[{"after":"2026-11-30T03:07:09.165Z","before":null,"field":"revokedAt"}]', '127.0.0.1', 'ee78c2c0-17bf-4540-bcd4-f0d0d8ea0934', 'cbcfd067ef9d117c940dc4b1fdf4b63c95fa9f73aeaca093ab44af9183051b84', 'c2792396bfc7502736b20f17d45c33d5ea7027e277502803f968677b11fff4c8'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 65, 'audit_event_01a22a6b-ac1d-70a8-af49-e8d3a7cab2b7', 1796008029204, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'database_token_01a22a6b-ac1b-7110-b3b1-4d0d9f155b85', 'trial', '[{"after":"cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad","before":null,"field":"clusterId"},{"after":"trial","before":null,"field":"description"},{"after":[{"action":"READ","databaseId":"database_01a22a6b-aacf-70b7-8983-5b9528637640"}],"before":null,"field":"permissions"},{"after":"2026-11-30T03:07:10.688Z","before":null,"field":"expiresAt"}]', '127.0.0.1', '67a31b43-f226-4458-8e8d-bec1d44f8d58', 'c2792396bfc7502736b20f17d45c33d5ea7027e277502803f968677b11fff4c8', '651c7de6426d2d7e319695d73732d8bef6567e761ca2346dfeb7fbb118f4a580'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 2, 'audit_event_01a22a6b-b6f0-7c8f-bd95-c7e773dac2ba', 1796008031897, 'cluster.create', 'SUCCEEDED', NULL, NULL, 'operator', 'cluster_01a22a6b-b69c-718c-a5bb-5189e3341b55', 'main', '[{"after":"main","before":null,"field":"name"},{"after":"https://main.example.net","before":null,"field":"url"}]', NULL, '122af0ff-c8a8-4876-b182-5116a6420a50', '2cf45a4d421eb95c0a24c88cb3df4eed5ef7010ff0f31c5fc024e4435b13adc6', 'e23baa871f4f0b1b42b39237929f8ebac0c22e424b476e21c7c52d4478bdd9ea'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 3, 'audit_event_01a22a6b-b6f0-7c56-b13c-45bc49bef427', 1796008031897, 'invitation.create', 'SUCCEEDED', NULL, NULL, 'operator', 'invitation_01a22a6b-b6e5-7fba-90aa-058e44a2dc1a', 'grace@example.net', '[{"after":"grace@example.net","before":null,"field":"email"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', NULL, '122af0ff-c8a8-4876-b182-5116a6420a50', 'e23baa871f4f0b1b42b39237929f8ebac0c22e424b476e21c7c52d4478bdd9ea', '5686187d723dd5d8d51419927b7aaf90ef25efd3b268fb71f62f08b977cfe86e'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 4, 'audit_event_01a22a6b-c59b-773f-8c28-388c025db9c2', 1796008035610, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'grace@example.net', 'invitation_01a22a6b-b6e5-7fba-90aa-058e44a2dc1a', 'grace@example.net', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22a6b-c489-7691-abc0-9f1244c13f98","before":null,"field":"acceptedBy"}]', '127.0.0.1', '7a81deac-d137-4c6d-b241-7bb8ede0eceb', '5686187d723dd5d8d51419927b7aaf90ef25efd3b268fb71f62f08b977cfe86e', '96ccb48587e04fd3d8cfa127ae33dc6380e17c07f729eed7a5619f2c54c8b399'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 5, 'audit_event_01a22a6b-c59c-79ff-8285-eced7f466e23', 1796008035610, 'user.create', 'SUCCEEDED', NULL, 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'grace@example.net', 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'grace@example.net', '[{"after":"grace@example.net","before":null,"field":"email"},{"after":"Grace","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '7a81deac-d137-4c6d-b241-7bb8ede0eceb', '96ccb48587e04fd3d8cfa127ae33dc6380e17c07f729eed7a5619f2c54c8b399', 'af02e4fbcdeb2c3db335f085bc448c4747b6506b54b9d6bbdc8782d2553befb3'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 6, 'audit_event_01a22a6b-c5f7-7760-b55b-ad6c4bcbf724', 1796008035809, 'database.create', 'SUCCEEDED', NULL, 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'grace@example.net', 'database_01a22a6b-c5ee-7e3b-8885-e10714dbeb07', 'metrics', '[{"after":"metrics","before":null,"field":"name"},{"after":"cluster_01a22a6b-b69c-718c-a5bb-5189e3341b55","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '21c24014-8b4b-4ca9-ad33-7fb2deb5b526', 'af02e4fbcdeb2c3db335f085bc448c4747b6506b54b9d6bbdc8782d2553befb3', '6b347198cb2279ce108e46d3951dea441d300ecd5d845043d771a86d8a75551f'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 7, 'audit_event_01a22a6b-c618-7539-be62-e50b5436b735', 1796008035851, 'table.create', 'SUCCEEDED', NULL, 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'grace@example.net', 'table_01a22a6b-c612-7e6c-b30e-76fa1e9493b9', 'cpu', '[{"after":"cpu","before":null,"field":"name"},{"after":"database_01a22a6b-c5ee-7e3b-8885-e10714dbeb07","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"},{"after":true,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', '8e3bfddd-75a4-4682-b3c4-f95e87a9dcd4', '6b347198cb2279ce108e46d3951dea441d300ecd5d845043d771a86d8a75551f', '693187da70e128bbb0ff474186d4fbbcad9e9cf82bb598b327894ee9ca94c85c'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 8, 'audit_event_01a22a6b-c665-764d-aca3-f98d893f3e9e', 1796008035909, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'grace@example.net', 'database_token_01a22a6b-c658-79c7-9bfd-3cb3ef0139ee', 'grafana', '[{"after":"cluster_01a22a6b-b69c-718c-a5bb-5189e3341b55","before":null,"field":"clusterId"},{"after":"grafana","before":null,"field":"description"},{"after":[{"action":"READ","databaseId":"database_01a22a6b-c5ee-7e3b-8885-e10714dbeb07"}],"before":null,"field":"permissions"}]', '127.0.0.1', 'cf5af3d9-3c56-4581-86d3-af1286c470b5', '693187da70e128bbb0ff474186d4fbbcad9e9cf82bb598b327894ee9ca94c85c', '1f9c5b14ae0420b9cc95ef371c0bd545576c3dee1be6c182b0f5588a286c14a5'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 66, 'audit_event_01a22a6b-e13c-7bb1-8cfd-179960235757', 1796008042786, 'user.import', 'SUCCEEDED', NULL, NULL, 'operator', 'user_01a22a6b-e12e-7f3e-bfef-5678fa8c6cda', 'imogen@example.com', '[{"after":"imogen@example.com","before":null,"field":"email"},{"after":"Imogen","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', NULL, '6516f439-79ef-4730-bea0-d7ffa4890d70', '651c7de6426d2d7e319695d73732d8bef6567e761ca2346dfeb7fbb118f4a580', 'db435e987bfc67a25eb60063dd13898ce088ceefb06b104b3b0c35bd75e1af7c'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 67, 'audit_event_01a22a6b-e256-7576-8f05-863f3f537cb5', 1796008043016, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'invitation_01a22a6b-e245-7afd-b5a1-65c3b70bcadc', 'quentin@example.com', '[{"after":"quentin@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '52fd56d3-efa8-41ed-b984-e985fd05aa06', 'db435e987bfc67a25eb60063dd13898ce088ceefb06b104b3b0c35bd75e1af7c', '021217251c2653d1adb3e03ab15aa79def116c2f2971994c02e5f50e5824c082'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 68, 'audit_event_01a22a6b-e2bc-7003-855e-77dab26cf41c', 1796008043180, 'password.request_reset', 'SUCCEEDED', NULL, NULL, 'mel@example.com', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', '[]', '127.0.0.1', '81ff9324-173d-41af-adef-b272d3c075ad', '021217251c2653d1adb3e03ab15aa79def116c2f2971994c02e5f50e5824c082', '10e70cf06129fd9b1a4fe449554088822265727d72f393de49c87db2bf88f3fd'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 69, 'audit_event_01a22a6b-e3b6-7bf4-932b-2dd93de7f32f', 1796008043433, 'password.request_reset', 'SUCCEEDED', NULL, NULL, 'imogen@example.com', 'user_01a22a6b-e12e-7f3e-bfef-5678fa8c6cda', 'imogen@example.com', '[]', '127.0.0.1', 'e71d93c7-a0dc-410a-8203-7e891ad4790b', '10e70cf06129fd9b1a4fe449554088822265727d72f393de49c87db2bf88f3fd', 'a1a473746d757004cc00262feec3b72ed92233c765c088f4e10861705674a981'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 70, 'audit_event_01a22a6b-e5b0-79ec-87e4-f7422ef196ad', 1796008043909, 'user.request_email_change', 'SUCCEEDED', NULL, 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'audrey@example.com', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'audrey@example.com', '[{"after":"audrey.b@example.com","before":null,"field":"pendingEmail"}]', '127.0.0.1', '7ccf43ab-7e99-4eda-a9fb-e875d1df52ad', 'a1a473746d757004cc00262feec3b72ed92233c765c088f4e10861705674a981', 'f0d23a87ff5a6c05d6b8c8069eebc51dbb223d321ed9fbbed34579a969ca3766');
INSERT INTO public.audit_heads VALUES
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 8, '1f9c5b14ae0420b9cc95ef371c0bd545576c3dee1be6c182b0f5588a286c14a5', 'NkbKgpopongmL3x/EgLNDp9iO5CniypfoyrbAjQ1SGPidmUU7b/5r+E+v4FAwKE2yR/zk0KLdA/pgFZA2lyfAQ==', 1796008035907),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 70, 'f0d23a87ff5a6c05d6b8c8069eebc51dbb223d321ed9fbbed34579a969ca3766', 'NsfXu3xBdDo5t6ZpVQ6p1+6KtuzWR2MZycLJdl6LQVtGalvLdZM9Vrc7P5Bv9RhBz7HLL2fepvUG+cfIMDZZCA==', 1796008043909);
INSERT INTO public.clusters VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'main', 'https://main.nordgrid.example.com', 1796008025400),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'cluster_01a22a6b-b69c-718c-a5bb-5189e3341b55', 'main', 'https://main.example.net', 1796008031897);
INSERT INTO public.database_token_permissions VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ab6c-7d05-8d72-0c3051781438', 0, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'WRITE', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 1796008029032),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ab7d-7d69-9a2a-4de01c844cab', 0, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'READ', NULL, 1796008029051),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77', 0, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'WRITE', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 1796008029066),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77', 1, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'WRITE', 'database_01a22a6b-aacf-70b7-8983-5b9528637640', 1796008029066),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-abad-741b-9898-d83a4423c4b8', 0, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'WRITE', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 1796008029093),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-abad-741b-9898-d83a4423c4b8', 1, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'WRITE', 'database_01a22a6b-aacf-70b7-8983-5b9528637640', 1796008029093),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-abcf-7d71-929b-86dcb67eb540', 0, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'WRITE', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 1796008029125),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-abcf-7d71-929b-86dcb67eb540', 1, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'WRITE', 'database_01a22a6b-aacf-70b7-8983-5b9528637640', 1796008029125),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ac1b-7110-b3b1-4d0d9f155b85', 0, 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'READ', 'database_01a22a6b-aacf-70b7-8983-5b9528637640', 1796008029204),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'database_token_01a22a6b-c658-79c7-9bfd-3cb3ef0139ee', 0, 'cluster_01a22a6b-b69c-718c-a5bb-5189e3341b55', 'READ', 'database_01a22a6b-c5ee-7e3b-8885-e10714dbeb07', 1796008035909);
INSERT INTO public.database_tokens VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ab6c-7d05-8d72-0c3051781438', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'Straßenlaternen', 'strassenlaternen', 'apiv1_TVEi', 'EWs40hx-u5qOKfC4jf-knGERWDHzrlvELmqONQisDPxxP68H8ql67pJT3p_WvupPczxXOF1a8Y-CxdluXov0PQ', 1796008029032, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1827544029024, NULL, NULL, NULL, 1, 31535999992, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ab7d-7d69-9a2a-4de01c844cab', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'everything', 'everything', 'apiv1_vFLN', '0Cjol6zwowZRjop-aCgBOl2iasRJWeBOKMECuw0gaAZygvIsADx7X_nZgC_F0Vi6QVJ758pR8dG7wn2YKJzzfg', 1796008029051, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'ingest', 'ingest', 'apiv1_roe0', 'YZsk3rG1dqpiWaGmeV5YZ-MM5EI0e9obxK3R5EPDugTTNre8NE3QRSClbnwafpPl7e-IcrTK_hXTs_zVOq5pGw', 1796008029066, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008029093, NULL, NULL, NULL, 2, NULL, NULL, 'database_token_01a22a6b-abad-741b-9898-d83a4423c4b8', NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-abcf-7d71-929b-86dcb67eb540', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'ingest', 'ingest', 'apiv1_p8Cr', 'I56CgJfzLTt3uzljQChhNmhoEiLM6tziucozGe8ScbFJ0Z7dbiPuNe_ZL_EsrOLtnqayOkEmtlzyKQb4Zi8dYQ', 1796008029125, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', NULL, NULL, NULL, NULL, 1, NULL, 'database_token_01a22a6b-abad-741b-9898-d83a4423c4b8', NULL, 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-abad-741b-9898-d83a4423c4b8', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'ingest', 'ingest', 'apiv1_zI/f', '_vRvJeToZHhmSK1tnBwWTdQkWgOqpwzKSu0Nct6dl8iUfgLLbZZTqyVZ_KwvE3V6ibZZanq_ktDYerCgCVyjiA', 1796008029093, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796612829125, NULL, NULL, NULL, 2, NULL, 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77', 'database_token_01a22a6b-abcf-7d71-929b-86dcb67eb540', 'database_token_01a22a6b-ab97-7f54-b9f2-705a26023e77'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-abdf-7df8-8fa9-06ad89cf97a3', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'lost', 'lost', 'apiv1_IRdi', 'sjZ7bdABqEyLo2sX9CpFUhQorNMi_Vccq7mtILcWNpnFLvq1VIPEQLLFaHK-RkkiDhbQOgvE_vcgxYfAcI54cA', 1796008029146, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', NULL, NULL, 1796008029165, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 2, NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_token_01a22a6b-ac1b-7110-b3b1-4d0d9f155b85', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'trial', 'trial', 'apiv1_6bO2', '_yeTTkhhxsugbW55-Z1YdYSypMCo2NQE--iijxJOLmHnOnw4EVlcA5DIQLt5CR-VYdI1jpHwvO0iEnpVQp43ug', 1796008029204, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008030688, NULL, NULL, NULL, 1, 1484, NULL, NULL, NULL),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'database_token_01a22a6b-c658-79c7-9bfd-3cb3ef0139ee', 'cluster_01a22a6b-b69c-718c-a5bb-5189e3341b55', 'grafana', 'grafana', 'apiv1_vZU8', 'iQpmzb6xH1jHmTnNPArxSExAkHTdylJ48E7pRWo76QbsQeML1KV3EqncZEI5dMjvusz0Gb9lx2hzAxHcnw3xPw', 1796008035909, 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL);
INSERT INTO public.databases VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'metrics', 2592000, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796008028838, 1796008028838, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_01a22a6b-aacf-70b7-8983-5b9528637640', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'logs', NULL, 3, 250, '[{"kind":"TIME","value":"%Y-%m","buckets":null}]', 1796008028877, 1796008028877, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_01a22a6b-aae5-7a12-941c-3fd89f2bad22', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'scratch', NULL, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796008028901, 1796008028992, 1796008028992, 2),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'database_01a22a6b-aadc-7f4f-be8a-28b8bdf387fb', 'cluster_01a22a6b-9d39-7a97-bc8a-0522b73b4fad', 'attic', NULL, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796008028890, 1796008029020, NULL, 4),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'database_01a22a6b-c5ee-7e3b-8885-e10714dbeb07', 'cluster_01a22a6b-b69c-718c-a5bb-5189e3341b55', 'metrics', NULL, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796008035809, 1796008035809, NULL, 1);
INSERT INTO public.email_changes VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'maximilian@example.com', 'JxEutu1BlyeELfs52zG5mshwwDR0XQnIRzHw7DkWM_0', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'mail_01a22a6b-a86a-7959-a652-6d577b4f6cdb', 1796008028250, 1796094428250),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'audrey.b@example.com', '4yg9pnuQNdKH1qCpLOFbA_nJ-oNNCIJjdod6fN7zVd0', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'mail_01a22a6b-e5a5-7553-b3e9-fb09b22530f9', 1796008043909, 1796094443909);
INSERT INTO public.groups VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'group_01a22a6b-9d28-72f0-9b4e-e50880cab293', 'admin'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14', 'member'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'group_01a22a6b-9d28-748f-862a-d470b46e4bc4', 'auditor'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'group_01a22a6b-b691-7da6-83da-3afdadb2eec3', 'admin'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'group_01a22a6b-b691-74cb-a6c5-614db8b808ea', 'member'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'group_01a22a6b-b691-7f98-93f3-01622477b0a9', 'auditor');
INSERT INTO public.invitation_groups VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-9eff-7b26-8f21-fc9dc18f883f', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-9f71-775a-844c-d7aea10a044c', 'group_01a22a6b-9d28-748f-862a-d470b46e4bc4'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a061-7ffe-bf21-2eeef1aecdf5', 'group_01a22a6b-9d28-748f-862a-d470b46e4bc4'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a061-7ffe-bf21-2eeef1aecdf5', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a11d-7a4d-8356-e606c85a52c4', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a1ef-7db9-abf5-41175e6946f7', 'group_01a22a6b-9d28-72f0-9b4e-e50880cab293'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a625-7ee1-aba6-0d7e111f3abc', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a6d9-736e-888b-2d4ebc90ec64', 'group_01a22a6b-9d28-72f0-9b4e-e50880cab293'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a6d9-736e-888b-2d4ebc90ec64', 'group_01a22a6b-9d28-748f-862a-d470b46e4bc4'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a716-7c58-a17a-067c0421a186', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a747-70d5-8690-260ea8fec3a6', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a7b0-79ab-8339-21cbec7c765c', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a8d8-7684-ba7c-23063c3fba7e', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'invitation_01a22a6b-b6e5-7fba-90aa-058e44a2dc1a', 'group_01a22a6b-b691-7da6-83da-3afdadb2eec3'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-e245-7afd-b5a1-65c3b70bcadc', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14');
INSERT INTO public.invitation_sendings VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-9eff-7059-9b67-79ea34258727', 'mel@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008025825),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-9f71-7cd7-84cd-6e41ff4d1662', 'audrey@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008025961),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a062-705e-b4a4-06644f13d4fe', 'max@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008026122),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a11d-7a50-ba82-817733b00c21', 'dora@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008026383),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a1ef-7e94-9572-d8ee0395f24c', 'rita@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008026587),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a626-77f3-9e06-e1ae15033ace', 'pia@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008027608),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a6ac-7ef3-a34a-f79b8ef40b7a', 'pia@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008027781),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a6d9-7394-85b9-2bdbcbd1bd74', 'peter@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008027843),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a716-7331-8688-3bc6725ee931', 'eve@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008027903),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a748-78fe-82b4-e3acd2f0c4e8', 'rex@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008027960),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a7b0-7234-b313-770b1ae4bd03', 'ned@example.com', 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 1796008028055),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a86a-7959-a652-6d577b4f6cdb', 'maximilian@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008028250),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a8d8-7932-bf52-a2848a493a2f', 'tess@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008028364),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-e245-7a68-a72a-9d6e2f464a9e', 'quentin@example.com', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008043016),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-e5a5-7553-b3e9-fb09b22530f9', 'audrey.b@example.com', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 1796008043909);
INSERT INTO public.invitations VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-9eff-7b26-8f21-fc9dc18f883f', 'mel@example.com', '[{"key":"team","value":"ops"}]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'B-mAg_JvNRTLtypHeeHPdDq7jeryynbI1B8yqL4d8WA', 1796008025825, 1796612825825, 604800000, 1, 'mail_01a22a6b-9eff-7059-9b67-79ea34258727', 1796008025934, 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-9f71-775a-844c-d7aea10a044c', 'audrey@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'MX-fSpfarSI1JKUP4krGE8HVNzCrCFEAz16S9fBV0NA', 1796008025961, 1796612825961, 604800000, 1, 'mail_01a22a6b-9f71-7cd7-84cd-6e41ff4d1662', 1796008026018, 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a061-7ffe-bf21-2eeef1aecdf5', 'max@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', '-rW8dtUcg3qZHOnaKwczlMj6f9fGR6r9lIUfKH5JFD0', 1796008026122, 1796612826122, 604800000, 1, 'mail_01a22a6b-a062-705e-b4a4-06644f13d4fe', 1796008026333, 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a11d-7a4d-8356-e606c85a52c4', 'dora@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'IswMl9woUpfNW8VJ7tRPTEZDLQcOBDbWA2J8RKaRkCg', 1796008026383, 1796612826383, 604800000, 1, 'mail_01a22a6b-a11d-7a50-ba82-817733b00c21', 1796008026556, 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a1ef-7db9-abf5-41175e6946f7', 'rita@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'UkvbTtg5htHOPlG8G9ytIRH7HCyFKBP5YDZQkRWJqNY', 1796008026587, 1796612826587, 604800000, 1, 'mail_01a22a6b-a1ef-7e94-9572-d8ee0395f24c', 1796008026786, 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a625-7ee1-aba6-0d7e111f3abc', 'pia@example.com', '[{"key":"team","value":"ops"}]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'mxR_uEdl0J1RcOcRtovszH-mQBjMkxYta7uHoa5HRBU', 1796008027608, 1796612827781, 604800000, 2, 'mail_01a22a6b-a6ac-7ef3-a34a-f79b8ef40b7a', NULL, NULL, NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a6d9-736e-888b-2d4ebc90ec64', 'peter@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'xpKyqOGjP6YS2qCz-LUIM0XRvpoW0vx7Vm80mo5UnQ0', 1796008027843, 1798600027843, 2592000000, 1, 'mail_01a22a6b-a6d9-7394-85b9-2bdbcbd1bd74', NULL, NULL, NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a716-7c58-a17a-067c0421a186', 'eve@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'KX8L0x41Q6JjdbtMohSaIg0zynSgn2lJhSUgeNRoRU4', 1796008027903, 1796011627903, 3600000, 1, 'mail_01a22a6b-a716-7331-8688-3bc6725ee931', NULL, NULL, NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a747-70d5-8690-260ea8fec3a6', 'rex@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'aeifB1yrj7JnuExXvn8FUUdeEBnZ-gCiaBq_v1zK36s', 1796008027960, 1796612827960, 604800000, 1, 'mail_01a22a6b-a748-78fe-82b4-e3acd2f0c4e8', NULL, NULL, 1796008028020, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a7b0-79ab-8339-21cbec7c765c', 'ned@example.com', '[]', 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 'OjOhV5satdilTK6sq5tGDhubggZEa-J1sATfAaTez9c', 1796008028055, 1796612828055, 604800000, 1, 'mail_01a22a6b-a7b0-7234-b313-770b1ae4bd03', NULL, NULL, 1796008028122, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-a8d8-7684-ba7c-23063c3fba7e', 'tess@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'wtxDAANu3Y6cv6y92NxGrcWVKGmUmtsk7vC4ZkvuZXY', 1796008028364, 1796612828364, 604800000, 1, 'mail_01a22a6b-a8d8-7932-bf52-a2848a493a2f', NULL, NULL, NULL, NULL, 'management_token_01a22a6b-a8a5-79ca-a66f-82ed907a91ca', NULL),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'invitation_01a22a6b-b6e5-7fba-90aa-058e44a2dc1a', 'grace@example.net', '[]', NULL, '1DAZZp3VMhAC_Szoyrg31EifcmsLP5fqrSgXHHg6zls', 1796008031897, 1796612831897, 604800000, 1, 'mail_01a22a6b-b6e7-7dcb-8632-4ec4c8ba5e58', 1796008035610, 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', NULL, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'invitation_01a22a6b-e245-7afd-b5a1-65c3b70bcadc', 'quentin@example.com', '[]', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'UojDaVVpmXTeqWBzRYO9ObqSINUjx0NlGxil6SIlFIY', 1796008043016, 1796612843016, 604800000, 1, 'mail_01a22a6b-e245-7a68-a72a-9d6e2f464a9e', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.known_networks VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', '127.0.0.1', 1796008025745),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', '127.0.0.1', 1796008026018),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', '127.0.0.1', 1796008026333),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', '127.0.0.1', 1796008026556),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', '127.0.0.1', 1796008026786),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', '127.0.0.1', 1796008027248),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', '127.0.0.1', 1796008035610);
INSERT INTO public.management_tokens VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'management_token_01a22a6b-a8a5-79ca-a66f-82ed907a91ca', 'onboarding', 'onboarding', '["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ","CLUSTER_READ","DATABASE_READ","TABLE_READ","DATABASE_TOKEN_READ","DATABASE_TOKEN_CREATE"]', 'cgm_05b6', 'lYd6AI_M_sR5Va1jGNs38KP4Ay3j3u2Xoe_BdpjDEI4', 1796008028305, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', NULL, 1796008028344, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'management_token_01a22a6b-a901-7556-aee0-8bba3510116e', 'reports, Überblick', 'reports, überblick', '["AUDIT_READ","DATABASE_READ"]', 'cgm_d41f', 'y1IyHMk2ENp7ceLy19ZXNwKVxP-gvyibbKVnkzzQOK0', 1796008028416, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1827544028396, NULL, NULL, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'management_token_01a22a6b-a994-7796-b9ea-9f577a0c9ac0', 'leaked', 'leaked', '["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"]', 'cgm_eba1', 'hLSjYFLhrpgmv9q_FD8qAjpBLRfAr854TCNqb7c6w-Q', 1796008028559, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', NULL, NULL, 1796008028638, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'management_token_01a22a6b-a9fa-74ea-8c45-74b635524fc1', 'trial', 'trial', '["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"]', 'cgm_3873', 'Uk42hmKIibPm5bVU99I7JvVjwqeqAmFgG4uB4SfSU6s', 1796008028659, 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 1796008030148, NULL, NULL, NULL);
INSERT INTO public.migrations VALUES
	('0001-initial'),
	('0002-newest-tokens'),
	('0003-token-lives'),
	('0004-case-folding'),
	('0005-sign-in'),
	('0006-invitation-senders'),
	('0007-token-lines'),
	('0008-lists-and-quotas'),
	('0010-email-changes'),
	('0011-written-mail');
INSERT INTO public.outbox VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-9eff-7059-9b67-79ea34258727', 'mel@example.com', NULL, 'SENT', 1, 1796008145869, 1796008025825, 1796008025943, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-9f71-7cd7-84cd-6e41ff4d1662', 'audrey@example.com', NULL, 'SENT', 1, 1796008145976, 1796008025961, 1796008026008, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a062-705e-b4a4-06644f13d4fe', 'max@example.com', NULL, 'SENT', 1, 1796008146280, 1796008026122, 1796008026348, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a11d-7a50-ba82-817733b00c21', 'dora@example.com', NULL, 'SENT', 1, 1796008146456, 1796008026383, 1796008026559, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a1ef-7e94-9572-d8ee0395f24c', 'rita@example.com', NULL, 'SENT', 1, 1796008146638, 1796008026587, 1796008026778, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a626-77f3-9e06-e1ae15033ace', 'pia@example.com', NULL, 'SENT', 1, 1796008147747, 1796008027608, 1796008027795, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a6ac-7ef3-a34a-f79b8ef40b7a', 'pia@example.com', NULL, 'SENT', 1, 1796008147829, 1796008027781, 1796008027853, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a6d9-7394-85b9-2bdbcbd1bd74', 'peter@example.com', NULL, 'SENT', 1, 1796008147880, 1796008027843, 1796008027890, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a716-7331-8688-3bc6725ee931', 'eve@example.com', NULL, 'SENT', 1, 1796008147935, 1796008027903, 1796008027966, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a748-78fe-82b4-e3acd2f0c4e8', 'rex@example.com', NULL, 'SENT', 1, 1796008147991, 1796008027960, 1796008028001, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a7b0-7234-b313-770b1ae4bd03', 'ned@example.com', NULL, 'SENT', 1, 1796008148092, 1796008028055, 1796008028148, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a86a-7959-a652-6d577b4f6cdb', 'maximilian@example.com', NULL, 'SENT', 1, 1796008148279, 1796008028250, 1796008028321, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a86e-7004-851d-41f31d8bc2a7', 'max@example.com', NULL, 'SENT', 1, 1796008148323, 1796008028250, 1796008028330, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-a8d8-7932-bf52-a2848a493a2f', 'tess@example.com', NULL, 'SENT', 1, 1796008148395, 1796008028364, 1796008028419, NULL, 1),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'mail_01a22a6b-b6e7-7dcb-8632-4ec4c8ba5e58', 'grace@example.net', NULL, 'SENT', 1, 1796008155059, 1796008031897, 1796008035490, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-e3b3-7c1d-86bd-d1119d1801ae', 'imogen@example.com', '/kLJRCQgnNbKKCUSeYjGqxfGgS3EM7UJ16iJ+2MmUcb4GbmLGZU2KJVGUCTF1Pf6QdzaEulgCy8Fd+D7reMs5iNW5ZaFR3WufnULcx5MJ90LZ5d9Ua2beTdh2+/P4Grfh5AbdQlvRPV+9nstuWnQGedWjF/i7SlrfGj1KqvmPh/qc4boREgnB+Rx+srecV2Z+n5XA6IlQMQpZZY9kf091qwRNlMwFL/wYnk1kUD7DgELOMiDwlbwOcr9+dwNh8mt6QZ7OpX5FVLb9qtD9Rret/g9Vj6bJu5/e6rZOV1UqVriHHiFHWyvUEiwXgzDW/abPlcZA+MJ5T58g9cnsNtBmO6QP/bLaNIgH+L7oGY515DKvRgrGxy38urN3WqoKuLFdGdHtnde298WRXFBiDtTt9aW/72F5cShc7c5PpQ7otDEZnkXS4AIOXDusUdiSsIZk2MHMEB9s0NJgD8z0Co=', 'QUEUED', 1, 1796008048266, 1796008043433, NULL, 'ECONNREFUSED', 0),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-e5af-7712-a886-a16ea3a8e42e', 'audrey@example.com', 'WemwdP8tEHjDIEhPJmf8c0oN6wT2nOCCVSTSXXre3zb5FPp8FIyTPp2Xd7b5KCEeA1bDIMTEeqb5DTdQu6sVb47VwXO/YVZVJUQ0EPcaO08dH2Tboiikc3LSN+Zz5F71e5d9R9ex5HmTPWRoWiPV+JilefmcMOkSQ+/7rEGaCQ+DPNKgQSEn3jpwP95Wt6ZAiJ1KEJjHUDIi7D8EgJ3QJV8WGWJqA2rpLasZSKMIcAa3JiDPqeruQ/su4YLHJ3ROZuiLXoC531rePIANczq6UR+W188w8SnFqjZmfUYCODY+yjzGLRPquLbo0JUFKp15u8v511jJT6M424M3IcMsMgoJF30tnPHl9uk/5DL9jQqRZ8pb++Ah3EhNVRnxjQ==', 'QUEUED', 1, 1796008048270, 1796008043909, NULL, 'ECONNREFUSED', 0),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-e2bb-76b6-8f35-276d9583a7de', 'mel@example.com', 'b2D41U4onWFV5OEcLRO9DtcwLYGLXRngEz8F2bg111ueXiu4KigP8jgMGfIg9q3xX9/wmnun3Jx1Q883J5Zkf6apZ8B/cVRuOeOLf/O3yV7lHeDcre+3cfMTDUAtag07glX//8Sr4uovHB1TB59CH/jMkixEVW/kaCkQvsDPRMsl383It3OcMDTWsVs5oWVVkhNoHAnsZ6jt1wDMkJvKNaPVXc78qodqfaplQwvKG8GSPqjjtHAx17adrmyL4yq2tgqSJVO3RPCHrg0iTfB5uBrCylg1lG8hofdyO2d4Zrs27+u0teOjA7VbF7N0T6KSQEu6dqaa1Nec+M/r8Fe+9Svlnw+IxcL9wn1juWC4iyTS2P8y+rgMzJwZ0Azh8il0T0ZbfVANOJslIixIty4QT5cVdQZRIjDz9LkMFeHIxhfi3+ezWpoC+hnMBkFcz8982uCo4iFAla9T', 'QUEUED', 2, 1796008056560, 1796008043180, NULL, 'ECONNREFUSED', 0),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-e245-7a68-a72a-9d6e2f464a9e', 'quentin@example.com', 'uAiypNrs8SXL8WEDtpSMmwPzF321OkBJzD/zpTaEOtbJ1At2+aVyTgNkQnSnaE/baTEmXhMNpbfV0eBouBEigQKNKiBCwl53Xf5mPDFytC2YeVpXJ6YLDdVznaw+KSdlEzyefNWt+0BdSR3AviKbPXy7Og1RjzBwJXgPjPY9FlyXhpaH+KmtiokMg3yqUCwPZkSb2ac0oYUF4k5OlpWYbOQvTEEmbEAXhH372LbF1+wA1h4m+J6R/Z86AUUT695AnwQroyRU2MG3dNja6sYiajU/M36K+4rQNyCLBNgDdZJQxDpJh3xxpAoA+evfbj9HmpzvarwSk5++qRRSRZUTu7KkTOtrMJEdPTVje5dHbxx4HgPplM2HQJJwA/5dGrP5aahif6HkqmqntevuMxjZ2EVMVhVIX7bTfbXa0KwpuDmX7ug+IR3FuOGWZsU3Z1/n8iKL6rhVM0yHA5DiMYQh6Vkc2Kz1lApH9WxRmAfAo7earGneLh6yvFh6WqRMvQZKWhbd39o16XXYm3ri/vH2aa1mE7c9ecMWkuWg2cE1k/VHJlVwYn5yPUdExPmj2MY4d7fgmq28xfoz0/oJz567qGoQIvD5o/NPQDee8rHGcO1ESzklCwscwlh4f1gA83hOntIg5ftFpHVArs0Z1FybVc3W', 'QUEUED', 2, 1796008057573, 1796008043016, NULL, 'ECONNREFUSED', 0),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'mail_01a22a6b-e5a5-7553-b3e9-fb09b22530f9', 'audrey.b@example.com', 'Yu18CSybZDNsdxupvC09xmutFg7h608vSNg3xS9wQ8ZLEfXC9MsERCXZFkzS3jliKtOLHvLTSlGAu1xAyX8deJNmKhiDRgM9p0qP2loYS4hcWYbMLQXYBqhaqs/viPtjDs6kf/p6JpjyNF3IwIq8jY/aQ/x4tpWSN4JpqzUl0a7ImHmA1l6WDIjE7Uz3FN6z48Bg7673Fs0kC8WW7FyP/bxWVGmtmlyf7fr03k2rHeURLaMZJyuhLlrpSMJBO6TFIqPrhZ9y80gXqxzCEMl3hDIDHCRfSmf0UpKmYWrMJu2QkXk5liPTolRmXFSnAA8ZJ6YsMoHWW0O60MaRhmZdw0Lz4+8kaY9BxXADgBqsv8W3k6DGLoSWWHTybxNOq9Qs8VZyKv0MYTt2eOkcH1LIhwmvRYfqnbXeGvYPN4IcYGMAOvJm2WZv87vcSAa7CsznBlX+3yT87T2kVmeedSSfONQQbqDEiyWqNOdqVWYOyeIkWzaFrglVk8hB/V0RIeIpgBNx6OUf8ZJk+Q==', 'QUEUED', 2, 1796008057374, 1796008043909, NULL, 'ECONNREFUSED', 0);
INSERT INTO public.password_resets VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'password_reset_01a22a6b-e2b8-7341-bf6e-0eb0ce83ce78', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', '2JJ72fUQIpr6_MtMIhRjypxd0zFjhj35GS9VGeoLZTc', 1796008043180, 1796008643180),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'password_reset_01a22a6b-e3ad-7867-bdd1-2cd7824c8e27', 'user_01a22a6b-e12e-7f3e-bfef-5678fa8c6cda', 'bRu0VtHxeVG1qSmxbd5dJbEwD4evDODMOo19UiaJP44', 1796008043433, 1796008643433);
INSERT INTO public.sessions VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-9e95-7ab4-88e4-b9c5a18b0392', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'MiQc6-wwC-nmbsHIIthKQlgQj7BPnMJoklrKwEj2McA', 'laptop', '127.0.0.1', 1796008025745, 1796008025745, 1796011625745, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-9f5a-73c6-b7a0-0bd189197784', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'n1arOTjpgi1ZV0bxtCdahYJcWco4HUSFrL80_EedsKo', 'node', '127.0.0.1', 1796008025934, 1796008025934, 1796011625934, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-9fcd-7e2d-9956-421f408fa2b7', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'qkuBgg9rpUP0_5DpFqP1rioDGIqZ9tdNOXocY2k08vA', 'node', '127.0.0.1', 1796008026018, 1796008026018, 1796011626018, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-a0fb-7cdd-a99e-94802933d048', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'jMQlHa0c-VlXnqQyC5qB3yOTRmGO_OBNIFvaEZeTlwQ', 'node', '127.0.0.1', 1796008026333, 1796008026333, 1796011626333, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-a356-7b43-963e-9854eca0e471', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'ozgIDuCNiUExDeXQEv5B41Ys_jFRQJAC6llfKqMxba0', 'laptop', '127.0.0.1', 1796008026960, 1796008026960, 1796011626960, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-a478-7f56-ae00-a0488825c261', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'c2T8t_wnCNogsKd-dwRXYFjbew-QIfLrJkQUvQaWFR0', 'lost phone', '127.0.0.1', 1796008027248, 1796008027248, 1796011627248, 1796008027356),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-a3e4-7e3a-bacc-559c2c977bf8', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'QrPnitvoaA8AFAFQgCLXPuePSe3dU3N3lSWy5NmqARc', 'phone', '127.0.0.1', 1796008027103, 1796008027103, 1796011627103, 1796008027518),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-a2ae-76fb-9193-dfe6da6d87f1', 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', '5pZjPrOrDVRSwT3dbzV_-fjxQuRAx9iRzzR3cC4qogw', 'node', '127.0.0.1', 1796008026786, 1796008026786, 1796011626786, 1796008028122),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'session_01a22a6b-a1c4-7a69-8687-43075d528c7d', 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', 'UhT--fDpxHG_39BjKQGcaac_Lj5UuoEGu_kkcezffiY', 'node', '127.0.0.1', 1796008026556, 1796008026556, 1796011626556, 1796008028220),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'session_01a22a6b-c592-70cd-95b7-04f880ea996a', 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'zNM2DwZf6Rnt7qLkHiuSxdrDlqBUxOivLyFfceeM3xI', 'node', '127.0.0.1', 1796008035610, 1796008035610, 1796011635610, NULL);
INSERT INTO public.settings VALUES
	('master_key', '1b70b18ea3eeed88bebbd7c038aed0bacf06b11c377fdaf6c4d9f1182aa75170');
INSERT INTO public.tables VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'table_01a22a6b-aaf5-76fe-b9fd-8aecac2a2b17', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 'cpu', NULL, 1796008028914, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'table_01a22a6b-ab07-7573-95fa-2597b6766459', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 'memory', '[{"kind":"TIME","value":"%Y","buckets":null},{"kind":"TAG","value":"host","buckets":null}]', 1796008028933, NULL, 1),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'table_01a22a6b-ab12-792c-9842-b3ea56666d1c', 'database_01a22a6b-aaa7-7bd8-bd79-d333bc8b8bd8', 'old', NULL, 1796008028944, 1796008028959, 2),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'table_01a22a6b-c612-7e6c-b30e-76fa1e9493b9', 'database_01a22a6b-c5ee-7e3b-8885-e10714dbeb07', 'cpu', NULL, 1796008035851, NULL, 1);
INSERT INTO public.user_groups VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'group_01a22a6b-9d28-72f0-9b4e-e50880cab293'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'group_01a22a6b-9d28-748f-862a-d470b46e4bc4'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'group_01a22a6b-9d28-748f-862a-d470b46e4bc4'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', 'group_01a22a6b-9d28-7bc6-a6f4-eb86b0e6ba14'),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'group_01a22a6b-b691-7da6-83da-3afdadb2eec3'),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-e12e-7f3e-bfef-5678fa8c6cda', 'group_01a22a6b-9d28-72f0-9b4e-e50880cab293');
INSERT INTO public.users VALUES
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9c76-766a-be6d-84b8019e5c3f', 'ada@example.com', 'ada', 'ada', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$dgGEOdfCPDb2XpoDbvmV7Q$LfwvH40SCrFV/SncodcY9xBvTxLsKvyYz24hfdidtOA', 1796008025400, 1796008025745, NULL, 1, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9f7f-761b-9e73-9afb1f1d74e9', 'audrey@example.com', 'Audrey', 'audrey', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$UyLi1PiNUbLp7TG/R7Le4A$kM+HFCCDnfVoChQCEvJbyG3XmIx8kRq1RR7S+eL+6i4', 1796008026018, 1796008026018, NULL, 1, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a0ba-7edb-b96a-7f3a44f188f4', 'max@example.com', 'Straße', 'strasse', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$ICg/FyqzwHe6IZGpR9e9HQ$E/qgDAk/Rw7jQBf2AgCW3B2sRiHzSmtO6V1gkssjwx0', 1796008026333, 1796008026333, NULL, 1, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-9f21-70ae-9e86-59c4c43ada8c', 'mel@example.com', 'Mél', 'mél', 'ACTIVE', '[{"key":"team","value":"ops"}]', '$argon2id$v=19$m=19456,t=2,p=1$Qv1ymzjFk3EEjbPRC2sN5g$uNWqFoQMp50R5i3LkCVfsrB/6VxMTg3SioxJru2a+Z8', 1796008025934, 1796008027248, NULL, 1, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a252-7aba-8ff6-ba5bdc3145ae', 'rita@example.com', 'Rita', 'rita', 'ACTIVE', '[]', NULL, 1796008026786, 1796008026786, 1796008028122, 1, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-a197-7566-aa37-e216ff0f5760', 'dora@example.com', 'Dora', 'dora', 'DEACTIVATED', '[]', '$argon2id$v=19$m=19456,t=2,p=1$Q9vSXrqEpmJHNOLSHiegUQ$RZRTugqISRJltd0VGuF4zY+CfSzAFqrnd3buLx5/RNU', 1796008026556, 1796008026556, NULL, 2, NULL),
	('account_01a22a6b-b68a-70bd-84b0-64d669d051b5', 'user_01a22a6b-c489-7691-abc0-9f1244c13f98', 'grace@example.net', 'Grace', 'grace', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$MHYRWKrpD5t9BYHtFn2CzQ$tEqPKyr3YsuBOd7WHwASYSWWWiAFy/90ZBWkLGc7oOc', 1796008035610, 1796008035610, NULL, 1, NULL),
	('account_01a22a6b-9c75-7025-bbdd-82a701789d6e', 'user_01a22a6b-e12e-7f3e-bfef-5678fa8c6cda', 'imogen@example.com', 'Imogen', 'imogen', 'ACTIVE', '[]', NULL, 1796008042786, NULL, NULL, 1, NULL);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_account_id_id_key UNIQUE (account_id, id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (account_id, sequence);
ALTER TABLE ONLY public.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY public.clusters
    ADD CONSTRAINT clusters_account_id_name_key UNIQUE (account_id, name);
ALTER TABLE ONLY public.clusters
    ADD CONSTRAINT clusters_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.database_token_permissions
    ADD CONSTRAINT database_token_permissions_pkey PRIMARY KEY (account_id, token_id, "position");
ALTER TABLE ONLY public.database_tokens
    ADD CONSTRAINT database_tokens_account_id_cluster_id_id_key UNIQUE (account_id, cluster_id, id);
ALTER TABLE ONLY public.database_tokens
    ADD CONSTRAINT database_tokens_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.database_tokens
    ADD CONSTRAINT database_tokens_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.databases
    ADD CONSTRAINT databases_account_id_cluster_id_id_key UNIQUE (account_id, cluster_id, id);
ALTER TABLE ONLY public.databases
    ADD CONSTRAINT databases_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT email_changes_pkey PRIMARY KEY (account_id, user_id);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT email_changes_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_account_id_key_key UNIQUE (account_id, key);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.invitation_groups
    ADD CONSTRAINT invitation_groups_pkey PRIMARY KEY (account_id, invitation_id, group_id);
ALTER TABLE ONLY public.invitation_sendings
    ADD CONSTRAINT invitation_sendings_pkey PRIMARY KEY (account_id, mail_id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.known_networks
    ADD CONSTRAINT known_networks_pkey PRIMARY KEY (account_id, user_id, network);
ALTER TABLE ONLY public.management_tokens
    ADD CONSTRAINT management_tokens_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.management_tokens
    ADD CONSTRAINT management_tokens_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.password_resets
    ADD CONSTRAINT password_resets_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.password_resets
    ADD CONSTRAINT password_resets_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.sign_in_failures
    ADD CONSTRAINT sign_in_failures_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tables
    ADD CONSTRAINT tables_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY public.user_groups
    ADD CONSTRAINT user_groups_pkey PRIMARY KEY (account_id, user_id, group_id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (account_id, id);
CREATE INDEX attempts_at ON public.attempts USING btree (at);
CREATE INDEX attempts_counter ON public.attempts USING btree (counter, at);
CREATE INDEX attempts_target ON public.attempts USING btree (target);
CREATE INDEX audit_events_actor ON public.audit_events USING btree (account_id, actor_id, sequence);
CREATE INDEX audit_events_resource ON public.audit_events USING btree (account_id, resource_id, sequence);
CREATE INDEX database_token_permissions_cluster_created ON public.database_token_permissions USING btree (account_id, cluster_id, token_created_at, token_id) WHERE (database_id IS NULL);
CREATE INDEX database_token_permissions_database_created ON public.database_token_permissions USING btree (account_id, database_id, token_created_at, token_id);
CREATE INDEX database_tokens_cluster ON public.database_tokens USING btree (account_id, cluster_id, created_at, id);
CREATE INDEX database_tokens_created ON public.database_tokens USING btree (account_id, created_at, id);
CREATE INDEX database_tokens_line ON public.database_tokens USING btree (account_id, line_id) WHERE (line_id IS NOT NULL);
CREATE INDEX database_tokens_live ON public.database_tokens USING btree (account_id, expires_at) WHERE (revoked_at IS NULL);
CREATE INDEX databases_active ON public.databases USING btree (account_id, name, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX databases_active_name ON public.databases USING btree (account_id, cluster_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX databases_cluster ON public.databases USING btree (account_id, cluster_id, name, id);
CREATE INDEX databases_created ON public.databases USING btree (account_id, created_at, id);
CREATE INDEX databases_name ON public.databases USING btree (account_id, name, id);
CREATE INDEX invitation_sendings_email ON public.invitation_sendings USING btree (account_id, email, sent_at);
CREATE INDEX invitation_sendings_inviter ON public.invitation_sendings USING btree (account_id, inviter_id, sent_at);
CREATE INDEX invitations_accepted_by ON public.invitations USING btree (account_id, accepted_by);
CREATE INDEX invitations_created ON public.invitations USING btree (account_id, created_at, id);
CREATE UNIQUE INDEX invitations_earlier_secret ON public.invitations USING btree (earlier_secret_hash);
CREATE INDEX invitations_email ON public.invitations USING btree (account_id, email);
CREATE INDEX invitations_open ON public.invitations USING btree (account_id, expires_at) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX invitations_pending_email ON public.invitations USING btree (email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX invitations_token ON public.invitations USING btree (account_id, management_token_id) WHERE (management_token_id IS NOT NULL);
CREATE INDEX management_tokens_created ON public.management_tokens USING btree (account_id, created_at, id);
CREATE INDEX management_tokens_creator ON public.management_tokens USING btree (account_id, created_by);
CREATE INDEX management_tokens_live ON public.management_tokens USING btree (account_id, expires_at) WHERE (revoked_at IS NULL);
CREATE INDEX outbox_queue ON public.outbox USING btree (next_attempt_at) WHERE (status = 'QUEUED'::text);
CREATE INDEX password_resets_user ON public.password_resets USING btree (account_id, user_id);
CREATE INDEX sessions_user ON public.sessions USING btree (account_id, user_id, created_at, id);
CREATE INDEX sign_in_failures_at ON public.sign_in_failures USING btree (at);
CREATE INDEX sign_in_failures_subject ON public.sign_in_failures USING btree (subject, at);
CREATE UNIQUE INDEX tables_active_name ON public.tables USING btree (account_id, database_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX tables_name ON public.tables USING btree (account_id, database_id, name, id);
CREATE INDEX user_groups_group ON public.user_groups USING btree (account_id, group_id, user_id);
CREATE INDEX users_by_email ON public.users USING btree (email) WHERE (removed_at IS NULL);
CREATE INDEX users_created ON public.users USING btree (account_id, created_at, id);
CREATE UNIQUE INDEX users_email ON public.users USING btree (account_id, email) WHERE (removed_at IS NULL);
CREATE INDEX users_name ON public.users USING btree (account_id, folded_name, id);
CREATE TRIGGER database_token_permissions_created BEFORE INSERT ON public.database_token_permissions FOR EACH ROW EXECUTE FUNCTION public.database_token_permissions_created();
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.audit_heads
    ADD CONSTRAINT audit_heads_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.clusters
    ADD CONSTRAINT clusters_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.database_token_permissions
    ADD CONSTRAINT database_token_permissions_account_id_cluster_id_database__fkey FOREIGN KEY (account_id, cluster_id, database_id) REFERENCES public.databases(account_id, cluster_id, id);
ALTER TABLE ONLY public.database_token_permissions
    ADD CONSTRAINT database_token_permissions_account_id_cluster_id_token_id_fkey FOREIGN KEY (account_id, cluster_id, token_id) REFERENCES public.database_tokens(account_id, cluster_id, id);
ALTER TABLE ONLY public.database_tokens
    ADD CONSTRAINT database_tokens_account_id_cluster_id_fkey FOREIGN KEY (account_id, cluster_id) REFERENCES public.clusters(account_id, id);
ALTER TABLE ONLY public.database_tokens
    ADD CONSTRAINT database_tokens_account_id_created_by_fkey FOREIGN KEY (account_id, created_by) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.database_tokens
    ADD CONSTRAINT database_tokens_account_id_revoked_by_fkey FOREIGN KEY (account_id, revoked_by) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.databases
    ADD CONSTRAINT databases_account_id_cluster_id_fkey FOREIGN KEY (account_id, cluster_id) REFERENCES public.clusters(account_id, id);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT email_changes_account_id_user_id_fkey FOREIGN KEY (account_id, user_id) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.invitation_groups
    ADD CONSTRAINT invitation_groups_account_id_group_id_fkey FOREIGN KEY (account_id, group_id) REFERENCES public.groups(account_id, id);
ALTER TABLE ONLY public.invitation_groups
    ADD CONSTRAINT invitation_groups_account_id_invitation_id_fkey FOREIGN KEY (account_id, invitation_id) REFERENCES public.invitations(account_id, id);
ALTER TABLE ONLY public.invitation_sendings
    ADD CONSTRAINT invitation_sendings_account_id_mail_id_fkey FOREIGN KEY (account_id, mail_id) REFERENCES public.outbox(account_id, id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_account_id_accepted_by_fkey FOREIGN KEY (account_id, accepted_by) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_account_id_invited_by_fkey FOREIGN KEY (account_id, invited_by) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_account_id_mail_id_fkey FOREIGN KEY (account_id, mail_id) REFERENCES public.outbox(account_id, id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_account_id_revoked_by_fkey FOREIGN KEY (account_id, revoked_by) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.known_networks
    ADD CONSTRAINT known_networks_account_id_user_id_fkey FOREIGN KEY (account_id, user_id) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.management_tokens
    ADD CONSTRAINT management_tokens_account_id_created_by_fkey FOREIGN KEY (account_id, created_by) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.management_tokens
    ADD CONSTRAINT management_tokens_account_id_revoked_by_fkey FOREIGN KEY (account_id, revoked_by) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.password_resets
    ADD CONSTRAINT password_resets_account_id_user_id_fkey FOREIGN KEY (account_id, user_id) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_account_id_user_id_fkey FOREIGN KEY (account_id, user_id) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.tables
    ADD CONSTRAINT tables_account_id_database_id_fkey FOREIGN KEY (account_id, database_id) REFERENCES public.databases(account_id, id);
ALTER TABLE ONLY public.user_groups
    ADD CONSTRAINT user_groups_account_id_group_id_fkey FOREIGN KEY (account_id, group_id) REFERENCES public.groups(account_id, id);
ALTER TABLE ONLY public.user_groups
    ADD CONSTRAINT user_groups_account_id_user_id_fkey FOREIGN KEY (account_id, user_id) REFERENCES public.users(account_id, id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
