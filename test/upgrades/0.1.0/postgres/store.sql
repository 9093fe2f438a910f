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
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'Nordgrid', 1796011700835),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'Example Inc', 1796011709088);
INSERT INTO public.attempts VALUES
	('caaf426d-65da-40a7-b3a4-3d6bde214ad8', 'Fn7YsZzsRNUQ2ss9QGqlPnHqV-usRC9u0SU15r5d6Kw', 'wvd5hkGGKJ2imyI9wthelr_bXoyBwB9e-B7yqufPTAU', 1796011704949),
	('e5904462-c601-4c56-813c-8602c6423497', 'dyG6LxPMNc9d2DBX7bEnVWaFlJ4RjK8xj2txDS2NMn8', 'NRRZX58QdkdIO0cPBKN15W7el3SI_dIhfufnPdDXERw', 1796011722423),
	('cc64d4ce-0182-4638-b5c0-805a7fa30abe', 'cJkfF_mBmZa3dsM89WbErbSuaLlKiFfT_wZOZQRtM9g', 'ZkqPYFXaWekJVTFTd7PSB3uwmqaIPcm0ZjZhYti16N4', 1796011722724),
	('99bbdcfb-7bc3-4b43-987f-55a1cd4a672f', 'Z0CO7M9PdfLB6gTmmlYXiesVO6ZuLBU5CctrHFD6424', 'DDfZcgWT8hiK8R0f9_Q_w_GRPFeL5yIVf4qDrq4EMns', 1796011722754);
INSERT INTO public.audit_events VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 1, 'audit_event_01a22aa3-b293-7735-92eb-f354993de1bb', 1796011700860, 'account.create', 'SUCCEEDED', NULL, NULL, 'operator', 'account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'Nordgrid', '[{"after":"Nordgrid","before":null,"field":"name"}]', NULL, '0a55bdc4-bd5c-4682-873a-8627e66598e9', '0000000000000000000000000000000000000000000000000000000000000000', 'e2a5c614e710d47f7bd25575d1d8e0a0a829ae552092527f75377e5f9b763318'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 2, 'audit_event_01a22aa3-b297-7ada-98b5-b1f1202f52a5', 1796011700860, 'cluster.create', 'SUCCEEDED', NULL, NULL, 'operator', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'main', '[{"after":"main","before":null,"field":"name"},{"after":"https://main.nordgrid.example.com","before":null,"field":"url"}]', NULL, '0a55bdc4-bd5c-4682-873a-8627e66598e9', 'e2a5c614e710d47f7bd25575d1d8e0a0a829ae552092527f75377e5f9b763318', '3c73d07ff509d28ef1c6052c1823402d1353e42f5dbad2ecacefa86fe6e757b3'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 3, 'audit_event_01a22aa3-b297-7a7b-9c68-5b495f96ba5a', 1796011700860, 'user.create', 'SUCCEEDED', NULL, NULL, 'operator', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', '[{"after":"ada@example.com","before":null,"field":"email"},{"after":"ada","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', NULL, '0a55bdc4-bd5c-4682-873a-8627e66598e9', '3c73d07ff509d28ef1c6052c1823402d1353e42f5dbad2ecacefa86fe6e757b3', 'dc1b7d40413ca18c969c990300782e22c4c0955e7f81d28e9568540456b1fabc'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 4, 'audit_event_01a22aa3-b4a8-7e35-97b4-c39222a2254f', 1796011701370, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'session_01a22aa3-b491-79b2-8f2e-c129cf4914f9', 'laptop', '[]', '127.0.0.1', '8f4507d7-363b-4ce5-a9e1-ab243ec6d7ef', 'dc1b7d40413ca18c969c990300782e22c4c0955e7f81d28e9568540456b1fabc', '9b3af34ebb5125d5080c167a040f78be2bb299f0f67349043ce8fb71b21369a8'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 5, 'audit_event_01a22aa3-b59b-76fd-9c21-8ae8586dba37', 1796011701499, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-b563-7373-9ded-264fad783be9', 'mel@example.com', '[{"after":"mel@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[{"key":"team","value":"ops"}],"before":null,"field":"attributes"}]', '127.0.0.1', 'e91736e3-e86f-4b39-afd4-58f654e9f4d9', '9b3af34ebb5125d5080c167a040f78be2bb299f0f67349043ce8fb71b21369a8', '05e880bfa54e64427ff50feb4e9ac15b45f88642fba12ed47900ca9690fd69c2'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 6, 'audit_event_01a22aa3-b640-7d67-9adf-229846219ed2', 1796011701800, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', 'invitation_01a22aa3-b563-7373-9ded-264fad783be9', 'mel@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22aa3-b5d4-7549-ab38-d9158a57de25","before":null,"field":"acceptedBy"}]', '127.0.0.1', 'b40af0ec-550d-4491-bae0-27e367dbdbe6', '05e880bfa54e64427ff50feb4e9ac15b45f88642fba12ed47900ca9690fd69c2', '62dea5283f8079526a7dc52c1b23fc3467102aeb9f010c8f2717a1803d184965'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 7, 'audit_event_01a22aa3-b641-7c96-8776-1d8e3874b97d', 1796011701800, 'user.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', '[{"after":"mel@example.com","before":null,"field":"email"},{"after":"Mél","before":null,"field":"name"},{"after":["member"],"before":null,"field":"groups"},{"after":[{"key":"team","value":"ops"}],"before":null,"field":"attributes"}]', '127.0.0.1', 'b40af0ec-550d-4491-bae0-27e367dbdbe6', '62dea5283f8079526a7dc52c1b23fc3467102aeb9f010c8f2717a1803d184965', '02ae2979dbe0a6f4074a8ab199dac05a13caada6c0d051353a17a965eb2e51a6'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 8, 'audit_event_01a22aa3-b68a-7f75-9d50-e1af3151fc83', 1796011701867, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-b67d-730b-b908-0b9c9f017d35', 'audrey@example.com', '[{"after":"audrey@example.com","before":null,"field":"email"},{"after":["auditor"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '271d8962-c891-4fd8-8c41-07df03f4cb0b', '02ae2979dbe0a6f4074a8ab199dac05a13caada6c0d051353a17a965eb2e51a6', '767f6dc97f7f72301f24aded18487b85bb916e925f074c76c2c012b2dfbe2533'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 9, 'audit_event_01a22aa3-b831-79be-946e-0571d3383bc6', 1796011702206, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'audrey@example.com', 'invitation_01a22aa3-b67d-730b-b908-0b9c9f017d35', 'audrey@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22aa3-b7a0-751f-af45-330f2da5e2fb","before":null,"field":"acceptedBy"}]', '127.0.0.1', 'b2d80d09-51b8-4cdb-a345-07e764c2cb08', '767f6dc97f7f72301f24aded18487b85bb916e925f074c76c2c012b2dfbe2533', '3539166e19a453f3c9d62968dbf93734d4d2d3d43b191f5548b050374bbf9613'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 10, 'audit_event_01a22aa3-b831-7fea-b4ca-d05eee87ad3e', 1796011702206, 'user.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'audrey@example.com', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'audrey@example.com', '[{"after":"audrey@example.com","before":null,"field":"email"},{"after":"Audrey","before":null,"field":"name"},{"after":["auditor"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'b2d80d09-51b8-4cdb-a345-07e764c2cb08', '3539166e19a453f3c9d62968dbf93734d4d2d3d43b191f5548b050374bbf9613', '01b4d159d9995a349dd32ea25c33f2ff07f0ecb7ec50a658978439210eee2197'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 11, 'audit_event_01a22aa3-b864-79fb-b5df-868d017ce6c0', 1796011702355, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-b85e-7f49-9e4c-c656894359c5', 'max@example.com', '[{"after":"max@example.com","before":null,"field":"email"},{"after":["auditor","member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'd57ef651-f748-4458-81aa-5200b59e745a', '01b4d159d9995a349dd32ea25c33f2ff07f0ecb7ec50a658978439210eee2197', 'e951c243b93cf91503d2646b91ddfaef25f2c7d9b948c6bad9611322cfd89e8d'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 12, 'audit_event_01a22aa3-b8be-7175-9d77-35aad583c016', 1796011702435, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'max@example.com', 'invitation_01a22aa3-b85e-7f49-9e4c-c656894359c5', 'max@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22aa3-b889-7f93-b175-db2cde61c334","before":null,"field":"acceptedBy"}]', '127.0.0.1', 'eda0ea6f-9484-45b5-860d-dd8fc34bed3a', 'e951c243b93cf91503d2646b91ddfaef25f2c7d9b948c6bad9611322cfd89e8d', '38ef15ec4213a5d78f77e21376a8e6a583c79ac4d59626e957442f83fcaf6bf4'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 13, 'audit_event_01a22aa3-b8be-7433-91b9-11d642c969be', 1796011702435, 'user.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'max@example.com', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'max@example.com', '[{"after":"max@example.com","before":null,"field":"email"},{"after":"Straße","before":null,"field":"name"},{"after":["auditor","member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'eda0ea6f-9484-45b5-860d-dd8fc34bed3a', '38ef15ec4213a5d78f77e21376a8e6a583c79ac4d59626e957442f83fcaf6bf4', '9adfb7fcdcc9dbfb2c92a64bf7b0a780b4e8e8d45fe6671616c233a4e2a6a374'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 14, 'audit_event_01a22aa3-b8da-7277-9684-ade59af9daa2', 1796011702476, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-b8d5-77d9-91e2-590475894ca4', 'dora@example.com', '[{"after":"dora@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', 'a39b99d8-31ba-41a2-961a-8f679f832d77', '9adfb7fcdcc9dbfb2c92a64bf7b0a780b4e8e8d45fe6671616c233a4e2a6a374', '7ac7939d34ff86a776cf5f105d6481983a82b43d744ed1464ccee34a324aa8da'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 15, 'audit_event_01a22aa3-b919-77e8-8f94-43a6cd413237', 1796011702540, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', 'dora@example.com', 'invitation_01a22aa3-b8d5-77d9-91e2-590475894ca4', 'dora@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22aa3-b8f5-794d-955c-a08c725cbb68","before":null,"field":"acceptedBy"}]', '127.0.0.1', '9ac257ed-6b74-4e89-976f-d5d11a932e42', '7ac7939d34ff86a776cf5f105d6481983a82b43d744ed1464ccee34a324aa8da', 'd51c903680fbf243c61a95bf7bab1aa4c7ef05a77fab2fbd4707b962c62fa5ec'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 16, 'audit_event_01a22aa3-b919-7b2c-82f3-f2c13a122bc9', 1796011702540, 'user.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', 'dora@example.com', 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', 'dora@example.com', '[{"after":"dora@example.com","before":null,"field":"email"},{"after":"Dora","before":null,"field":"name"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '9ac257ed-6b74-4e89-976f-d5d11a932e42', 'd51c903680fbf243c61a95bf7bab1aa4c7ef05a77fab2fbd4707b962c62fa5ec', '5e20203d957180b23e22f9f0d8c74fd2a9394e016d1bf871afcee36ee05393d5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 17, 'audit_event_01a22aa3-b934-798b-9b6a-9c11342664c5', 1796011702566, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-b92d-7665-b2cd-e8d9f3bbe925', 'rita@example.com', '[{"after":"rita@example.com","before":null,"field":"email"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '53de194c-33d6-45d2-8d23-1057f4e28df1', '5e20203d957180b23e22f9f0d8c74fd2a9394e016d1bf871afcee36ee05393d5', '64ae92e31c0f4688c3934e9bdc1ee69565f4b43134ba492db756ba15a728dae7'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 18, 'audit_event_01a22aa3-b9a7-7015-90eb-5b3d3599e68d', 1796011702651, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'rita@example.com', 'invitation_01a22aa3-b92d-7665-b2cd-e8d9f3bbe925', 'rita@example.com', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22aa3-b953-7260-9711-3a32b2af12b9","before":null,"field":"acceptedBy"}]', '127.0.0.1', '1849170e-b27f-4119-a959-86d472ff339f', '64ae92e31c0f4688c3934e9bdc1ee69565f4b43134ba492db756ba15a728dae7', 'ca345c61cf1e1b14fc2bb6233d39314c323a9cb5a76a8e503e8a946b661a32b1'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 19, 'audit_event_01a22aa3-b9a7-7417-855c-9fd476c65997', 1796011702651, 'user.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'rita@example.com', 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'rita@example.com', '[{"after":"rita@example.com","before":null,"field":"email"},{"after":"Rita","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '1849170e-b27f-4119-a959-86d472ff339f', 'ca345c61cf1e1b14fc2bb6233d39314c323a9cb5a76a8e503e8a946b661a32b1', 'aa8a1a82a1ef2fdd54a0ffe6a253b88abe36344c455934a998f8685d06771799'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 20, 'audit_event_01a22aa3-ba51-7b07-8ffe-3607e6c18b1f', 1796011702848, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', 'session_01a22aa3-ba43-7092-998a-aab3647e90ae', 'laptop', '[]', '127.0.0.1', '5acdad00-fd7e-4227-9ce4-fe24615ca97d', 'aa8a1a82a1ef2fdd54a0ffe6a253b88abe36344c455934a998f8685d06771799', 'f3e4e8d844a785e195aa3bd0c44dbae2355ec690dedd40214a467077100dbe8c'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 21, 'audit_event_01a22aa3-bab4-732a-ba73-df17259c941f', 1796011702948, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', 'session_01a22aa3-baaa-7668-8952-e15da4967d0d', 'phone', '[]', '127.0.0.1', 'ba6a37f7-d8ef-4edc-8f38-77b3094293b3', 'f3e4e8d844a785e195aa3bd0c44dbae2355ec690dedd40214a467077100dbe8c', 'ae15afe26cbce06461cb1966964bb7c3399617a04bdea420d77ada7451d4ba35'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 22, 'audit_event_01a22aa3-bb16-7245-967e-f55f56dad362', 1796011703044, 'session.sign_in', 'SUCCEEDED', NULL, 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', 'session_01a22aa3-bb06-7b99-b57d-48e537328c59', 'lost phone', '[]', '127.0.0.1', '76d0d6c2-c128-4f17-8ba7-26687a3fcb33', 'ae15afe26cbce06461cb1966964bb7c3399617a04bdea420d77ada7451d4ba35', 'e70ea195d692c5313bec9923f6ad3ec1e0b35e3c17c7d7496c10c2d5c10f8678'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 23, 'audit_event_01a22aa3-bb4e-7020-a917-6d4fe56a7b8f', 1796011703112, 'session.revoke', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'session_01a22aa3-bb06-7b99-b57d-48e537328c59', 'lost phone', '[]', '127.0.0.1', '878c5e55-cbf6-45b4-89a5-99102b1936da', 'e70ea195d692c5313bec9923f6ad3ec1e0b35e3c17c7d7496c10c2d5c10f8678', 'b337e907328cf96dbf7a021821ff9dcbf728b72e6dec2a461b89071ef92ab3ed'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 24, 'audit_event_01a22aa3-bb78-74a4-a46c-d8aeabc2663e', 1796011703157, 'session.sign_out', 'SUCCEEDED', NULL, 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', 'session_01a22aa3-baaa-7668-8952-e15da4967d0d', 'phone', '[]', '127.0.0.1', '6c69b847-5045-468e-8fa9-f04a365930c9', 'b337e907328cf96dbf7a021821ff9dcbf728b72e6dec2a461b89071ef92ab3ed', '8145617f27f11366384e18a5a94316e485b9a8965348f9e3e06aa36851c6cddc'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 25, 'audit_event_01a22aa3-bbe2-79e7-8b28-50d46adad3f9', 1796011703208, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-bbcf-71ed-80bc-783183d39625', 'pia@example.com', '[{"after":"pia@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[{"key":"team","value":"ops"}],"before":null,"field":"attributes"}]', '127.0.0.1', 'e1cd185a-a607-4db3-89ac-00e9d01dab91', '8145617f27f11366384e18a5a94316e485b9a8965348f9e3e06aa36851c6cddc', 'aca2c9942c14bd6c633d9b8354748aa80fe69b4136217b8ed442e0ae0fa65079'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 26, 'audit_event_01a22aa3-bcaf-71e2-9779-e6bdb59930cb', 1796011703380, 'invitation.resend', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-bbcf-71ed-80bc-783183d39625', 'pia@example.com', '[{"after":2,"before":1,"field":"sentCount"},{"after":"2026-12-07T04:08:23.380Z","before":"2026-12-07T04:08:23.208Z","field":"expiresAt"}]', '127.0.0.1', '61c2bccd-c476-4c41-a505-3351465aa1b0', 'aca2c9942c14bd6c633d9b8354748aa80fe69b4136217b8ed442e0ae0fa65079', 'cf8c51657f7f1271f05bd7ccf3580ad76e9c7aea311d851d9607ee60f16d6431'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 27, 'audit_event_01a22aa3-bd45-7e3e-9f9e-12527dd14e74', 1796011703515, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-bd30-7c92-9f08-f484ae47baa4', 'peter@example.com', '[{"after":"peter@example.com","before":null,"field":"email"},{"after":["admin","auditor"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '0b92c809-c548-405c-9d67-e6b322bf80ad', 'cf8c51657f7f1271f05bd7ccf3580ad76e9c7aea311d851d9607ee60f16d6431', '07e9ce110d83b3074ab9dd9961e6f772d6eb2e3ab43f80b544f052556b7b9757'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 28, 'audit_event_01a22aa3-bd76-769c-8d0d-3b98e5ad94fe', 1796011703648, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-bd6d-72b6-b804-e21a0401714a', 'eve@example.com', '[{"after":"eve@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '40720150-b03e-4105-95f5-34ce50225d8e', '07e9ce110d83b3074ab9dd9961e6f772d6eb2e3ab43f80b544f052556b7b9757', '40cb3426a91182708a53ae818beaeae29bf1460f9cf642d053a115d84d019efe'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 29, 'audit_event_01a22aa3-be68-7a1f-b3a2-9f48be2079ff', 1796011703823, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-be2e-75a9-bc49-405952b93091', 'rex@example.com', '[{"after":"rex@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '5218edf0-fdc4-4460-9d3a-1d3cf7b12f23', '40cb3426a91182708a53ae818beaeae29bf1460f9cf642d053a115d84d019efe', '6bfea762ee380a0cb755c2ea6b76f82499a67245268724ff2f49fd6a485f95ce'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 30, 'audit_event_01a22aa3-bf46-7325-9435-e603540dc52d', 1796011703943, 'invitation.revoke', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-be2e-75a9-bc49-405952b93091', 'rex@example.com', '[{"after":"REVOKED","before":"PENDING","field":"status"}]', '127.0.0.1', 'ca667413-f481-4f30-a6d4-0b9be3e4583b', '6bfea762ee380a0cb755c2ea6b76f82499a67245268724ff2f49fd6a485f95ce', '7bd2735cd6358d3505309cf65e6c87580d5c5767865f380c23624a6ab109ae66'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 41, 'audit_event_01a22aa3-c1af-708f-bc23-c663550693d9', 1796011704725, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'management_token_01a22aa3-c1a7-70d3-bd08-632d4823fb8b', 'trial', '[{"after":"trial","before":null,"field":"description"},{"after":["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"],"before":null,"field":"permissions"},{"after":"2026-11-30T04:08:26.212Z","before":null,"field":"expiresAt"}]', '127.0.0.1', 'ff3542ed-d591-482e-9fba-3eb4d567e738', '86e41919e504943ae94cfb6c2f30e11060d519c0e2bb08ee120cea2c93e86156', '5f7f1cf3a3f42a340f9495aff37f536da7e84510b07a746dbec69541e6a0ca64'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 42, 'audit_event_01a22aa3-c259-743d-bdd7-0472b4314fad', 1796011704918, 'database.create', 'DENIED', 'FORBIDDEN', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', NULL, NULL, '[]', '127.0.0.1', '9a4aa653-5597-478b-a4cd-3dbce9660a0a', '5f7f1cf3a3f42a340f9495aff37f536da7e84510b07a746dbec69541e6a0ca64', 'fdc5e36d8dfe81c7a0841a6a31bf684299f857a4f543a3eac905ef6c3637d44a'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 43, 'audit_event_01a22aa3-c288-7684-bb4c-1b2925975b3c', 1796011704968, 'session.sign_in', 'DENIED', 'INVALID_CREDENTIALS', NULL, 'mel@example.com', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', '[]', '127.0.0.1', '773ce5bf-7a47-4954-8641-997b15b4e8bf', 'fdc5e36d8dfe81c7a0841a6a31bf684299f857a4f543a3eac905ef6c3637d44a', '27c8d3ed03e4b17e6684835dc7991718eb670ff6968e7bf9a97eefd16cd83762'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 44, 'audit_event_01a22aa3-c2f8-7acf-8ab6-d41f849ed1e6', 1796011705059, 'database.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 'metrics', '[{"after":"metrics","before":null,"field":"name"},{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":"30d","before":null,"field":"retentionPeriod"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '4bc3eddb-4d83-45d5-a886-af1a5f49eb22', '27c8d3ed03e4b17e6684835dc7991718eb670ff6968e7bf9a97eefd16cd83762', '1c7e6404b41b07ba3294a4aef58e63556fa144b904acdec61f2287df1f98a177'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 45, 'audit_event_01a22aa3-c3ca-7782-8806-3dbe912b57e0', 1796011705272, 'database.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c3bf-733a-874a-12bd70a566f0', 'logs', '[{"after":"logs","before":null,"field":"name"},{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":3,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '1a43cf10-f309-4ca3-bb01-b8cbcb58f8a0', '1c7e6404b41b07ba3294a4aef58e63556fa144b904acdec61f2287df1f98a177', '26e99982bdb6f0063f16e9c090d61da1157b46b8361ac7b67c04e8c71de3ac94'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 46, 'audit_event_01a22aa3-c3f0-7786-8132-a0328fb82bd3', 1796011705315, 'database.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c3e4-778b-91b6-58baa461222f', 'archive', '[{"after":"archive","before":null,"field":"name"},{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '3835cf09-de7b-48f2-8221-0df5d74cb4de', '26e99982bdb6f0063f16e9c090d61da1157b46b8361ac7b67c04e8c71de3ac94', '57cb88b0e7b294817c5b84b6d44bbc788ce4fc817ce906eb723c115359e93d4d'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 47, 'audit_event_01a22aa3-c414-72a0-bb14-dabd065f1da8', 1796011705354, 'database.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c410-7a6d-8724-b111e02f5280', 'scratch', '[{"after":"scratch","before":null,"field":"name"},{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', 'b368ecd2-935d-446f-949f-5fb93392cb91', '57cb88b0e7b294817c5b84b6d44bbc788ce4fc817ce906eb723c115359e93d4d', '2d8cbebe973c394e696a0e067f46a7035c5f284bb318938964f65af8cc4b234c'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 31, 'audit_event_01a22aa3-bf71-7c6c-8f6d-9e154a0720cd', 1796011704152, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'rita@example.com', 'invitation_01a22aa3-bf68-7c67-814b-6e275c593f08', 'ned@example.com', '[{"after":"ned@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '7236ee66-905d-4e99-89ae-631df8d654f1', '7bd2735cd6358d3505309cf65e6c87580d5c5767865f380c23624a6ab109ae66', '825804b6ab534cbce5adc80ef22740a08a6c023eae94f09b99b0dfbfbd650210'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 32, 'audit_event_01a22aa3-bfbc-7ee0-bdce-0228490d907b', 1796011704208, 'user.remove', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'rita@example.com', '[{"after":null,"before":"rita@example.com","field":"email"},{"after":null,"before":"Rita","field":"name"},{"after":null,"before":"ACTIVE","field":"status"},{"after":null,"before":[],"field":"attributes"},{"after":null,"before":["admin"],"field":"groups"}]', '127.0.0.1', 'fcaa92cf-2f3a-40ae-a75c-592642e877be', '825804b6ab534cbce5adc80ef22740a08a6c023eae94f09b99b0dfbfbd650210', 'b8f5cfc94152e0bac086410a61a3fb858992c56da6a12e00cf206b9a72e2462b'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 33, 'audit_event_01a22aa3-bfbc-7757-b96b-99f1e28f722e', 1796011704208, 'invitation.revoke', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa3-bf68-7c67-814b-6e275c593f08', 'ned@example.com', '[{"after":"REVOKED","before":"PENDING","field":"status"}]', '127.0.0.1', 'fcaa92cf-2f3a-40ae-a75c-592642e877be', 'b8f5cfc94152e0bac086410a61a3fb858992c56da6a12e00cf206b9a72e2462b', '191c1b554bbfdb0d82d2f7d7eeac464391a4ae6815dc6eb77a6e3aa7c6093e03'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 34, 'audit_event_01a22aa3-bff3-7c63-aa85-d321087186cb', 1796011704287, 'user.update', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', 'dora@example.com', '[{"after":"DEACTIVATED","before":"ACTIVE","field":"status"}]', '127.0.0.1', '19dd057a-d324-472f-87b9-15114a795052', '191c1b554bbfdb0d82d2f7d7eeac464391a4ae6815dc6eb77a6e3aa7c6093e03', 'be6c7b5c60a17fb57324709734325ba05ffc5c1725a301ad00c4381cd34f5c93'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 35, 'audit_event_01a22aa3-c023-75c4-96f7-ed53d631a52c', 1796011704342, 'user.request_email_change', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'max@example.com', '[{"after":"maximilian@example.com","before":null,"field":"pendingEmail"}]', '127.0.0.1', '66b14a48-091d-4f38-b932-e17065043b80', 'be6c7b5c60a17fb57324709734325ba05ffc5c1725a301ad00c4381cd34f5c93', '59b2ec7d5f13d3133e6e37f6272a81e11045a4aba4d5e77ec43a543cee268f55'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 36, 'audit_event_01a22aa3-c037-7496-9fbb-f80b7df17554', 1796011704371, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'management_token_01a22aa3-c035-73b1-b682-20c949921f47', 'onboarding', '[{"after":"onboarding","before":null,"field":"description"},{"after":["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ","CLUSTER_READ","DATABASE_READ","TABLE_READ","DATABASE_TOKEN_READ","DATABASE_TOKEN_CREATE"],"before":null,"field":"permissions"}]', '127.0.0.1', '74f14ad6-7672-4d85-b0e1-36878f6ed324', '59b2ec7d5f13d3133e6e37f6272a81e11045a4aba4d5e77ec43a543cee268f55', '08aa256886a88f3ea281f6b1f12cb4e64e4c474eab7a1bcdbbab4c5281e243b4'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 37, 'audit_event_01a22aa3-c062-71ef-ad94-0f8d9d599efd', 1796011704392, 'invitation.create', 'SUCCEEDED', NULL, 'management_token_01a22aa3-c035-73b1-b682-20c949921f47', 'management token “onboarding” of ada@example.com', 'invitation_01a22aa3-c053-71bf-8aea-4536c23c65f2', 'tess@example.com', '[{"after":"tess@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '37beef65-5688-4389-809c-5b177f81e639', '08aa256886a88f3ea281f6b1f12cb4e64e4c474eab7a1bcdbbab4c5281e243b4', 'f5c5be954e77c2b4ca948940be64da03b211ecf1432af1d4aabb5f8e14bf4e25'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 38, 'audit_event_01a22aa3-c091-7adb-800a-f15a20db9e68', 1796011704462, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'management_token_01a22aa3-c090-73de-bec4-c879d4cc06c9', 'reports, Überblick', '[{"after":"reports, Überblick","before":null,"field":"description"},{"after":["AUDIT_READ","DATABASE_READ"],"before":null,"field":"permissions"},{"after":"2027-11-30T04:08:24.426Z","before":null,"field":"expiresAt"}]', '127.0.0.1', 'bfbfa12a-6a53-4833-9a36-513e519c9809', 'f5c5be954e77c2b4ca948940be64da03b211ecf1432af1d4aabb5f8e14bf4e25', '1a6481d397f2befa8aa68dbccbaedc5810d00be0c4b9d824ff25f99dd2350146'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 39, 'audit_event_01a22aa3-c0f6-748e-94d6-b8fd3bfb7f64', 1796011704481, 'management_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'management_token_01a22aa3-c0b3-73ac-857d-73a765823850', 'leaked', '[{"after":"leaked","before":null,"field":"description"},{"after":["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"],"before":null,"field":"permissions"}]', '127.0.0.1', 'ed69560c-ed82-4864-ace8-569657beb981', '1a6481d397f2befa8aa68dbccbaedc5810d00be0c4b9d824ff25f99dd2350146', 'b4232b7fbb3b891d511da80b3d33179cd8155b10f0965c49bdbdf0973a64ac08'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 40, 'audit_event_01a22aa3-c17e-733f-a605-c5a5933facfe', 1796011704680, 'management_token.revoke', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'management_token_01a22aa3-c0b3-73ac-857d-73a765823850', 'leaked', '[{"after":"2026-11-30T04:08:24.680Z","before":null,"field":"revokedAt"}]', '127.0.0.1', '10767f5d-1687-4f31-bd74-2f04c4950dca', 'b4232b7fbb3b891d511da80b3d33179cd8155b10f0965c49bdbdf0973a64ac08', '86e41919e504943ae94cfb6c2f30e11060d519c0e2bb08ee120cea2c93e86156'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 48, 'audit_event_01a22aa3-c452-7a47-9d21-0e82821c0cfd', 1796011705415, 'table.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'table_01a22aa3-c44c-767e-aec2-05a42f01923a', 'cpu', '[{"after":"cpu","before":null,"field":"name"},{"after":"database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"},{"after":true,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', '3b9ec1bf-3574-42b1-9ddf-9623265b9514', '2d8cbebe973c394e696a0e067f46a7035c5f284bb318938964f65af8cc4b234c', '61ef83531acc8f41292beeb80db7289990295be21a6e1dabc993cc7540f65cdb'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 49, 'audit_event_01a22aa3-c4b0-7123-b7ee-73b671b3ae63', 1796011705508, 'table.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'table_01a22aa3-c4a7-72df-9f71-01d30d258f2a', 'memory', '[{"after":"memory","before":null,"field":"name"},{"after":"database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y"},{"buckets":null,"kind":"TAG","value":"host"}],"before":null,"field":"partitionTemplate"},{"after":false,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', '3ff52a1b-f594-4c86-a9d8-1e33a5b9902c', '61ef83531acc8f41292beeb80db7289990295be21a6e1dabc993cc7540f65cdb', '81bbb8e5f50f0d42cc695e56fe9bce8b2a7f358d199a6bc71caa78149f54fd51'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 50, 'audit_event_01a22aa3-c4ef-79fb-9a19-f4c233c47266', 1796011705569, 'table.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'table_01a22aa3-c4eb-7261-ada6-d4464b71ccc8', 'old', '[{"after":"old","before":null,"field":"name"},{"after":"database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"},{"after":true,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', '0ec5da98-b830-474d-afc7-dc0bb2912f43', '81bbb8e5f50f0d42cc695e56fe9bce8b2a7f358d199a6bc71caa78149f54fd51', '5a6cb6f063d1a34d9d581b7443869dc2f067ba4f3dfe8764f6de38a1a24d8974'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 51, 'audit_event_01a22aa3-c54f-7560-a2ab-243fbfedfc65', 1796011705660, 'table.delete', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'table_01a22aa3-c4eb-7261-ada6-d4464b71ccc8', 'old', '[{"after":"DELETED","before":"ACTIVE","field":"status"},{"after":"2026-11-30T04:08:25.660Z","before":null,"field":"deletedAt"}]', '127.0.0.1', '0767f188-fb16-456b-a350-9acbde9bac30', '5a6cb6f063d1a34d9d581b7443869dc2f067ba4f3dfe8764f6de38a1a24d8974', '519310b5c1c2e1994a9da95170aca9323fe3fc69f5bc666cb80c1d1e79896dc5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 52, 'audit_event_01a22aa3-c57c-7e80-b498-75d8892098ae', 1796011705718, 'database.delete', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c3e4-778b-91b6-58baa461222f', 'archive', '[{"after":"DELETED","before":"ACTIVE","field":"status"},{"after":"2026-11-30T04:08:25.718Z","before":null,"field":"deletedAt"}]', '127.0.0.1', 'a36c0999-8c45-4202-9b04-dd2bac8feed4', '519310b5c1c2e1994a9da95170aca9323fe3fc69f5bc666cb80c1d1e79896dc5', 'd52863141ef70ec510571ab0d3d4d1d11c9c7dc061e8b0213d9cf72876c65707'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 53, 'audit_event_01a22aa3-c597-7032-b1e7-d4e2e43fd5c9', 1796011705741, 'database.delete', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c410-7a6d-8724-b111e02f5280', 'scratch', '[{"after":"DELETED","before":"ACTIVE","field":"status"},{"after":"2026-11-30T04:08:25.741Z","before":null,"field":"deletedAt"}]', '127.0.0.1', '8e07d50e-ca84-49a4-99ff-482176bef451', 'd52863141ef70ec510571ab0d3d4d1d11c9c7dc061e8b0213d9cf72876c65707', '772a90e53d523bbea52399d0b2a7633894b004eb6fdd945c8e74195414991f0a'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 54, 'audit_event_01a22aa3-c5cb-7cb9-bb4d-2c7064c72e94', 1796011705783, 'database.undelete', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c3e4-778b-91b6-58baa461222f', 'archive', '[{"after":"ACTIVE","before":"DELETED","field":"status"},{"after":null,"before":"2026-11-30T04:08:25.718Z","field":"deletedAt"}]', '127.0.0.1', '7703a1c8-4d15-4b1a-90af-970c98c50f42', '772a90e53d523bbea52399d0b2a7633894b004eb6fdd945c8e74195414991f0a', 'cd5631d36d66e3c441274c5844ef3fdc8218438d2e3a1b1bb759ad937f9c4e75'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 55, 'audit_event_01a22aa3-c5f5-787b-8e65-b48477caeac5', 1796011705831, 'database.rename', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_01a22aa3-c3e4-778b-91b6-58baa461222f', 'attic', '[{"after":"attic","before":"archive","field":"name"}]', '127.0.0.1', '333b85b4-7140-45f8-a33a-f91a0eb33830', 'cd5631d36d66e3c441274c5844ef3fdc8218438d2e3a1b1bb759ad937f9c4e75', '46bb4dada516b3ab8c1b85780faad1d5ae8efab14a47fe03c2730cd41276d794'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 56, 'audit_event_01a22aa3-c61b-7472-b7da-d97218380f26', 1796011705865, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c610-75da-b804-80570e21a343', 'Straßenlaternen', '[{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"Straßenlaternen","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa"}],"before":null,"field":"permissions"},{"after":"2027-11-30T04:08:25.848Z","before":null,"field":"expiresAt"}]', '127.0.0.1', '334dd3f1-3eb1-4729-81de-32f5fea0d67c', '46bb4dada516b3ab8c1b85780faad1d5ae8efab14a47fe03c2730cd41276d794', '086127b5ac96d008586bb7a1929b597ea59fe595ed6b5a5eb865f4cbfd9e07da'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 57, 'audit_event_01a22aa3-c62e-7e6f-ac01-9b42400417cc', 1796011705899, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c62c-773d-aa79-271c85dd0449', 'everything', '[{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"everything","before":null,"field":"description"},{"after":[{"action":"READ","databaseId":"*"}],"before":null,"field":"permissions"}]', '127.0.0.1', 'eefbb357-aff3-460d-83b7-096ab9135972', '086127b5ac96d008586bb7a1929b597ea59fe595ed6b5a5eb865f4cbfd9e07da', 'abaf7d0ffbabd00088e3b8f91b7683e066c0e25df1719e1895fc3f3c1584fde1'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 58, 'audit_event_01a22aa3-c643-7db5-aff2-2630bddd84fc', 1796011705912, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa', 'ingest', '[{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"ingest","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa"},{"action":"WRITE","databaseId":"database_01a22aa3-c3bf-733a-874a-12bd70a566f0"}],"before":null,"field":"permissions"}]', '127.0.0.1', '884e26b1-be1b-44d8-a3b3-a0d799d6e400', 'abaf7d0ffbabd00088e3b8f91b7683e066c0e25df1719e1895fc3f3c1584fde1', 'a92f47f0724faab5adf7ae6293f1ea2f99ba0791bb7debb042a186b5d54c4b1b'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 59, 'audit_event_01a22aa3-c668-7b70-99e9-cd1a2b54f29d', 1796011705944, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43', 'ingest', '[{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"ingest","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa"},{"action":"WRITE","databaseId":"database_01a22aa3-c3bf-733a-874a-12bd70a566f0"}],"before":null,"field":"permissions"},{"after":"database_token_01a22aa3-c63d-7867-bcbe-444555f718aa","before":null,"field":"rotatedFrom"}]', '127.0.0.1', '6c30e811-6ea1-4299-9edc-35fcb7b399b5', 'a92f47f0724faab5adf7ae6293f1ea2f99ba0791bb7debb042a186b5d54c4b1b', 'dfa86c9d59241eabd2bba476ab1cdaf1f95036bf9b997dae18ffe49da8c9e2b7'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 60, 'audit_event_01a22aa3-c668-7b25-9524-75f31cee47e7', 1796011705944, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa', 'ingest', '[{"after":"2026-11-30T04:08:25.944Z","before":null,"field":"expiresAt"},{"after":"database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43","before":null,"field":"replacedBy"}]', '127.0.0.1', '6c30e811-6ea1-4299-9edc-35fcb7b399b5', 'dfa86c9d59241eabd2bba476ab1cdaf1f95036bf9b997dae18ffe49da8c9e2b7', 'b2956e300a9f1245e7b63f4ea3477b43a7e7c00008202d36897b7de4448c0e63'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 61, 'audit_event_01a22aa3-c691-719e-bbec-17732d744652', 1796011705984, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c68b-7335-a04c-f3c7dc7e30d3', 'ingest', '[{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"ingest","before":null,"field":"description"},{"after":[{"action":"WRITE","databaseId":"database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa"},{"action":"WRITE","databaseId":"database_01a22aa3-c3bf-733a-874a-12bd70a566f0"}],"before":null,"field":"permissions"},{"after":"database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43","before":null,"field":"rotatedFrom"}]', '127.0.0.1', 'a0632fec-4470-41c2-aad9-ecbb8f8c2d20', 'b2956e300a9f1245e7b63f4ea3477b43a7e7c00008202d36897b7de4448c0e63', 'cfb972802ee961cf5de1dc1f4e7f4a66e8ac94e6461a4c0489a715486924d276'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 62, 'audit_event_01a22aa3-c691-79c0-b886-d7b992bcf0f7', 1796011705984, 'database_token.rotate', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43', 'ingest', '[{"after":"2026-12-07T04:08:25.984Z","before":null,"field":"expiresAt"},{"after":"database_token_01a22aa3-c68b-7335-a04c-f3c7dc7e30d3","before":null,"field":"replacedBy"}]', '127.0.0.1', 'a0632fec-4470-41c2-aad9-ecbb8f8c2d20', 'cfb972802ee961cf5de1dc1f4e7f4a66e8ac94e6461a4c0489a715486924d276', '76aaf670ee669d3c66535a89493a3d531082fd0fae404b685e9fccb3ef55b591'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 63, 'audit_event_01a22aa3-c6ab-769c-89c8-44b590e96571', 1796011706024, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c6aa-707b-9757-c9f0ab07d7e5', 'lost', '[{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"lost","before":null,"field":"description"},{"after":[],"before":null,"field":"permissions"}]', '127.0.0.1', 'b7cb4a93-5949-4d51-92b6-ca3026df869c', '76aaf670ee669d3c66535a89493a3d531082fd0fae404b685e9fccb3ef55b591', '1018983f6c7933e467159bea04cef258daceca9d388bf52334aad2a1681ea27c'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 64, 'audit_event_01a22aa3-c6bb-727e-80aa-96ee1b929268', 1796011706037, 'database_token.revoke', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c6aa-707b-9757-c9f0ab07d7e5', 'lost', '[{"after":"2026-11-30T04:08:26.037Z","before":null,"field":"revokedAt"}]', '127.0.0.1', 'b3f3bd53-1158-4d5e-b273-0ef96f847508', '1018983f6c7933e467159bea04cef258daceca9d388bf52334aad2a1681ea27c', 'a39bcbbc64af53c69e374ef2bde4fce33ea0f09d22d842a5069874808a0772ac'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 65, 'audit_event_01a22aa3-c6db-7174-8f1b-fcc261cb0d9b', 1796011706055, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'database_token_01a22aa3-c6d2-7741-bb8b-e64273aba546', 'trial', '[{"after":"cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b","before":null,"field":"clusterId"},{"after":"trial","before":null,"field":"description"},{"after":[{"action":"READ","databaseId":"database_01a22aa3-c3bf-733a-874a-12bd70a566f0"}],"before":null,"field":"permissions"},{"after":"2026-11-30T04:08:27.546Z","before":null,"field":"expiresAt"}]', '127.0.0.1', '841af6db-105e-4297-88ad-faf75ede064e', 'a39bcbbc64af53c69e374ef2bde4fce33ea0f09d22d842a5069874808a0772ac', '5d0e93938b609a621e073c3473e11d2cc71e14600307cac02efad527a63d2eac'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 1, 'audit_event_01a22aa3-d2cc-7450-aa66-8813db5c491e', 1796011709099, 'account.create', 'SUCCEEDED', NULL, NULL, 'operator', 'account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'Example Inc', '[{"after":"Example Inc","before":null,"field":"name"}]', NULL, '52764224-daf7-40a4-a3a4-13a9b524dded', '0000000000000000000000000000000000000000000000000000000000000000', '4022e442ac8d596192c47188442048bb51d1854df6271ff210249dba4ffc768e'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 2, 'audit_event_01a22aa3-d2ce-7ece-92ea-88eeb6d366ad', 1796011709099, 'cluster.create', 'SUCCEEDED', NULL, NULL, 'operator', 'cluster_01a22aa3-d2ac-7683-8f34-5cc1c9da0859', 'main', '[{"after":"main","before":null,"field":"name"},{"after":"https://main.example.net","before":null,"field":"url"}]', NULL, '52764224-daf7-40a4-a3a4-13a9b524dded', '4022e442ac8d596192c47188442048bb51d1854df6271ff210249dba4ffc768e', '8234b8bd2e37b592fbf6ccd77c17450fa29fdc1a7f3afa72a327dbfbcb6703ae'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 3, 'audit_event_01a22aa3-d2ce-7c33-9179-8ee666cf98a5', 1796011709099, 'invitation.create', 'SUCCEEDED', NULL, NULL, 'operator', 'invitation_01a22aa3-d2c1-794b-8123-f0de4ee6cf3f', 'grace@example.net', '[{"after":"grace@example.net","before":null,"field":"email"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', NULL, '52764224-daf7-40a4-a3a4-13a9b524dded', '8234b8bd2e37b592fbf6ccd77c17450fa29fdc1a7f3afa72a327dbfbcb6703ae', '2e0a9351e0aee514d52db8f73dbdbc459019268da02733f5320b986e1d572f05'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 4, 'audit_event_01a22aa3-e512-7e9b-bfa3-0a32fc8ef3e9', 1796011713728, 'invitation.accept', 'SUCCEEDED', NULL, 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'grace@example.net', 'invitation_01a22aa3-d2c1-794b-8123-f0de4ee6cf3f', 'grace@example.net', '[{"after":"ACCEPTED","before":"PENDING","field":"status"},{"after":"user_01a22aa3-e493-7683-81ac-143fbd42c566","before":null,"field":"acceptedBy"}]', '127.0.0.1', '8f06b363-57db-43d0-8a6d-d026509f66d6', '2e0a9351e0aee514d52db8f73dbdbc459019268da02733f5320b986e1d572f05', '5ea61278d7d18c5b002b9a78bf21a168ee9da3cbb7f6d5a58f06f9db8e5b1b51'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 5, 'audit_event_01a22aa3-e512-70fd-9223-be81fa570d08', 1796011713728, 'user.create', 'SUCCEEDED', NULL, 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'grace@example.net', 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'grace@example.net', '[{"after":"grace@example.net","before":null,"field":"email"},{"after":"Grace","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '8f06b363-57db-43d0-8a6d-d026509f66d6', '5ea61278d7d18c5b002b9a78bf21a168ee9da3cbb7f6d5a58f06f9db8e5b1b51', '65180a0f05ff2af06b1b79dfe18e9955daadfe521879545de1a94465bd4cf661'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 6, 'audit_event_01a22aa3-e56e-7e2c-a367-38eeb3d1b024', 1796011713886, 'database.create', 'SUCCEEDED', NULL, 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'grace@example.net', 'database_01a22aa3-e560-79b9-a292-ae5ea7e47084', 'metrics', '[{"after":"metrics","before":null,"field":"name"},{"after":"cluster_01a22aa3-d2ac-7683-8f34-5cc1c9da0859","before":null,"field":"clusterId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":500,"before":null,"field":"maxTables"},{"after":250,"before":null,"field":"maxColumnsPerTable"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"}]', '127.0.0.1', '62c1074d-6774-4ac6-846e-809bdfed5aa6', '65180a0f05ff2af06b1b79dfe18e9955daadfe521879545de1a94465bd4cf661', '74105e28ad24ef03e55dfa83ab62e0219af6d420c6e9d8318e2eec1f5b813137'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 7, 'audit_event_01a22aa3-e5c1-7d06-a3ac-138d26487acd', 1796011713960, 'table.create', 'SUCCEEDED', NULL, 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'grace@example.net', 'table_01a22aa3-e5b8-7240-ab6a-d468b5c766d7', 'cpu', '[{"after":"cpu","before":null,"field":"name"},{"after":"database_01a22aa3-e560-79b9-a292-ae5ea7e47084","before":null,"field":"databaseId"},{"after":"ACTIVE","before":null,"field":"status"},{"after":[{"buckets":null,"kind":"TIME","value":"%Y-%m-%d"}],"before":null,"field":"partitionTemplate"},{"after":true,"before":null,"field":"inheritsPartitionTemplate"}]', '127.0.0.1', '77d4cf03-6523-4f9e-9e01-1ccd8a3b4fda', '74105e28ad24ef03e55dfa83ab62e0219af6d420c6e9d8318e2eec1f5b813137', 'e25d75780092235eb831853fc9cbdc01bb12d02996bfc28ebd9a5821e0b9483e'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 8, 'audit_event_01a22aa3-e607-7130-ac00-ebcc299c38eb', 1796011714017, 'database_token.create', 'SUCCEEDED', NULL, 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'grace@example.net', 'database_token_01a22aa3-e5ec-7236-98cf-2096de5498ca', 'grafana', '[{"after":"cluster_01a22aa3-d2ac-7683-8f34-5cc1c9da0859","before":null,"field":"clusterId"},{"after":"grafana","before":null,"field":"description"},{"after":[{"action":"READ","databaseId":"database_01a22aa3-e560-79b9-a292-ae5ea7e47084"}],"before":null,"field":"permissions"}]', '127.0.0.1', '9d725bed-4942-4f7c-8d8e-d7cfd2d3ab75', 'e25d75780092235eb831853fc9cbdc01bb12d02996bfc28ebd9a5821e0b9483e', 'a7ff7ca23e31235de4f415501901cbd6f98d0eb5db3659eeda99d105269f5810'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 66, 'audit_event_01a22aa4-052f-71aa-9d11-7a375d63ba18', 1796011722010, 'user.import', 'SUCCEEDED', NULL, NULL, 'operator', 'user_01a22aa4-0520-7ad1-a507-1e060748d42c', 'imogen@example.com', '[{"after":"imogen@example.com","before":null,"field":"email"},{"after":"Imogen","before":null,"field":"name"},{"after":["admin"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', NULL, 'e3cfe9e2-5042-4b5d-a091-645fe1db4139', '5d0e93938b609a621e073c3473e11d2cc71e14600307cac02efad527a63d2eac', '50c6512f1a065c7b5ab67789f18f98d3ca73f545709551ccc30ac9bb722fc7c3'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 67, 'audit_event_01a22aa4-066c-7d69-ab36-54d3ec0272e5', 1796011722298, 'invitation.create', 'SUCCEEDED', NULL, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'invitation_01a22aa4-065f-75d7-9e4b-010aff377e34', 'quentin@example.com', '[{"after":"quentin@example.com","before":null,"field":"email"},{"after":["member"],"before":null,"field":"groups"},{"after":[],"before":null,"field":"attributes"}]', '127.0.0.1', '14cfed4a-3136-4e7b-91e4-771d282257b4', '50c6512f1a065c7b5ab67789f18f98d3ca73f545709551ccc30ac9bb722fc7c3', 'c0424f7e30b8f3f06e90cd246007ce78f0c834a4b3af4dbf3113559062b00910'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 68, 'audit_event_01a22aa4-06cf-70de-b5c2-14fef9c93ade', 1796011722420, 'password.request_reset', 'SUCCEEDED', NULL, NULL, 'mel@example.com', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', '[]', '127.0.0.1', '866986b5-b98e-43db-95bf-44c1156b8c6c', 'c0424f7e30b8f3f06e90cd246007ce78f0c834a4b3af4dbf3113559062b00910', '722e646956523ee3c45570f9082c060628265c16e6018574f1bbd4dc816825b1'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 69, 'audit_event_01a22aa4-0813-70db-92d6-aa6e49552447', 1796011722750, 'password.request_reset', 'SUCCEEDED', NULL, NULL, 'imogen@example.com', 'user_01a22aa4-0520-7ad1-a507-1e060748d42c', 'imogen@example.com', '[]', '127.0.0.1', '40093824-5c25-4242-b459-05f75a077996', '722e646956523ee3c45570f9082c060628265c16e6018574f1bbd4dc816825b1', '2efd348f58838eb9132b9c21bdb7c9499e7b2cce46ff98c86a7f2f87372fd6c7'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 70, 'audit_event_01a22aa4-09ab-7a0b-a5fd-dadc7540b411', 1796011723108, 'user.request_email_change', 'SUCCEEDED', NULL, 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'audrey@example.com', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'audrey@example.com', '[{"after":"audrey.b@example.com","before":null,"field":"pendingEmail"}]', '127.0.0.1', 'b91f7b56-e468-4256-80cc-7d303b854d3f', '2efd348f58838eb9132b9c21bdb7c9499e7b2cce46ff98c86a7f2f87372fd6c7', 'f455239ed9a9ec4afd1a965157a1f69ec92cc588a8b287b515e2277a45faec0e');
INSERT INTO public.audit_heads VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 70, 'f455239ed9a9ec4afd1a965157a1f69ec92cc588a8b287b515e2277a45faec0e', 'lJRX73Ki0X6NlXuMBs2/mw/hiRn8joxBJWpJhyNxRGBmTJROU8q87FAsXcnpLAdG59Oso+pxWumHpzEPVrSPAw==', 1796011723109),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 8, 'a7ff7ca23e31235de4f415501901cbd6f98d0eb5db3659eeda99d105269f5810', 'JSdwhLAa/Na58BqtDsRu6KPJGuviYersWcLQjgyPlHp2SirItPDJK+8Iw6oWnv7FSC53e0w7JypRjN6IGdJ2CA==', 1796011714014);
INSERT INTO public.clusters VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'main', 'https://main.nordgrid.example.com', 1796011700860),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'cluster_01a22aa3-d2ac-7683-8f34-5cc1c9da0859', 'main', 'https://main.example.net', 1796011709099);
INSERT INTO public.database_token_permissions VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c610-75da-b804-80570e21a343', 0, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'WRITE', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 1796011705865),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c62c-773d-aa79-271c85dd0449', 0, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'READ', NULL, 1796011705899),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa', 0, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'WRITE', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 1796011705912),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa', 1, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'WRITE', 'database_01a22aa3-c3bf-733a-874a-12bd70a566f0', 1796011705912),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43', 0, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'WRITE', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 1796011705944),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43', 1, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'WRITE', 'database_01a22aa3-c3bf-733a-874a-12bd70a566f0', 1796011705944),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c68b-7335-a04c-f3c7dc7e30d3', 0, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'WRITE', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 1796011705984),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c68b-7335-a04c-f3c7dc7e30d3', 1, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'WRITE', 'database_01a22aa3-c3bf-733a-874a-12bd70a566f0', 1796011705984),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c6d2-7741-bb8b-e64273aba546', 0, 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'READ', 'database_01a22aa3-c3bf-733a-874a-12bd70a566f0', 1796011706055),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'database_token_01a22aa3-e5ec-7236-98cf-2096de5498ca', 0, 'cluster_01a22aa3-d2ac-7683-8f34-5cc1c9da0859', 'READ', 'database_01a22aa3-e560-79b9-a292-ae5ea7e47084', 1796011714017);
INSERT INTO public.database_tokens VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c610-75da-b804-80570e21a343', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'Straßenlaternen', 'strassenlaternen', 'apiv1_5dwY', 'BWgdeuMQHcm2f-K1NNxFWZlwaqbAZjKOMnIWhCd2j375hoKpw9burgGrx-hPKtr_NbEWPnSYHvxK-PBXjvqYWQ', 1796011705865, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1827547705848, NULL, NULL, NULL, 1, 31535999983, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c62c-773d-aa79-271c85dd0449', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'everything', 'everything', 'apiv1_YWyb', '752a6NJbgc1bnMopQ3bw4SA0VesMDFvB8OqqzmJNdfjL0AU02XRvG-REi3ZGWJS87Vf9akvrujRgJ-sXDNO7GQ', 1796011705899, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'ingest', 'ingest', 'apiv1_jY/J', 'uFrLJSverEger0pybSZ_nxsb9AWkZUZfQcOsMurMFrQaK6bHDUsHOsmPbHL5GAv9dgfcjNMsUqr-kzlfwmpyFw', 1796011705912, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011705944, NULL, NULL, NULL, 2, NULL, NULL, 'database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43', NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c68b-7335-a04c-f3c7dc7e30d3', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'ingest', 'ingest', 'apiv1_OO9R', 'UZYqw6AYcQ4vzrQpr3X8v5CaG9p9MNE_ZyjdW01dUxK-e1yTWtDZaVhb6zydChoMCNbDFg5h9jL1xO6jgWmcFw', 1796011705984, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', NULL, NULL, NULL, NULL, 1, NULL, 'database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43', NULL, 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c65f-7e39-b90a-bc365eafef43', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'ingest', 'ingest', 'apiv1_WUKW', 'plsHX3HjgXkJFhfTiO8T2eWgN-ptLvJmvntUXwVwtBK2OVI2bCINxF2IrZNQVEaUbC09HF29Mq4FJyyHDxGKZw', 1796011705944, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796616505984, NULL, NULL, NULL, 2, NULL, 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa', 'database_token_01a22aa3-c68b-7335-a04c-f3c7dc7e30d3', 'database_token_01a22aa3-c63d-7867-bcbe-444555f718aa'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c6aa-707b-9757-c9f0ab07d7e5', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'lost', 'lost', 'apiv1_xNSP', 'EHevhwOS5arQOEk4pcxFIwoiYPeqUB4hJBl4NWMW-pCVUbfdFvpygs6-SEVCynGjuDDFn5iL4TvIHIg1w5lKDQ', 1796011706024, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', NULL, NULL, 1796011706037, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 2, NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_token_01a22aa3-c6d2-7741-bb8b-e64273aba546', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'trial', 'trial', 'apiv1_cttb', 'Qqbwfxt9FsYTnPiEDg_VGedCFbL8xtHhBpj2TX6ObUzA2_ljRQ4WOm1gfZcpwcxbnnlZJFTEhFSR6ohmESe9zg', 1796011706055, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011707546, NULL, NULL, NULL, 1, 1491, NULL, NULL, NULL),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'database_token_01a22aa3-e5ec-7236-98cf-2096de5498ca', 'cluster_01a22aa3-d2ac-7683-8f34-5cc1c9da0859', 'grafana', 'grafana', 'apiv1_64U3', '2BemlSVJVuv9iYQwHPoghrq8pvu5-I1fZp4A9l6vv9AABNq-8Ws3lzk0mXziBprmOnWAKsDIK4HTlr-fRU23MQ', 1796011714017, 'user_01a22aa3-e493-7683-81ac-143fbd42c566', NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL);
INSERT INTO public.databases VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'metrics', 2592000, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796011705059, 1796011705059, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_01a22aa3-c3bf-733a-874a-12bd70a566f0', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'logs', NULL, 3, 250, '[{"kind":"TIME","value":"%Y-%m","buckets":null}]', 1796011705272, 1796011705272, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_01a22aa3-c410-7a6d-8724-b111e02f5280', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'scratch', NULL, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796011705354, 1796011705741, 1796011705741, 2),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'database_01a22aa3-c3e4-778b-91b6-58baa461222f', 'cluster_01a22aa3-b27d-7e21-8db8-fb5359b55e1b', 'attic', NULL, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796011705315, 1796011705831, NULL, 4),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'database_01a22aa3-e560-79b9-a292-ae5ea7e47084', 'cluster_01a22aa3-d2ac-7683-8f34-5cc1c9da0859', 'metrics', NULL, 500, 250, '[{"kind":"TIME","value":"%Y-%m-%d","buckets":null}]', 1796011713886, 1796011713886, NULL, 1);
INSERT INTO public.email_changes VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'maximilian@example.com', 'AtwmS7WmK85wJr1dZz16QJI2T-SUAjjr7TblFtwR35o', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'mail_01a22aa3-c01f-7dc4-907f-cd037d136853', 1796011704342, 1796098104342),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'audrey.b@example.com', '41CCU5bflloEcQ_6rzWasvPvLTrLkktBJhXAIO4X3dA', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'mail_01a22aa4-099b-7d85-b874-e6db8e5ba63b', 1796011723108, 1796098123108);
INSERT INTO public.groups VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'group_01a22aa3-b26e-7d4a-9774-40de81d260d0', 'admin'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5', 'member'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'group_01a22aa3-b26e-7ade-a0b3-a8a8f311075f', 'auditor'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'group_01a22aa3-d2a1-7a30-a365-337b59f3b349', 'admin'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'group_01a22aa3-d2a1-7270-9aac-774f7e6e1797', 'member'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'group_01a22aa3-d2a1-7f9d-972b-aa0cfeab9c0c', 'auditor');
INSERT INTO public.invitation_groups VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b563-7373-9ded-264fad783be9', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b67d-730b-b908-0b9c9f017d35', 'group_01a22aa3-b26e-7ade-a0b3-a8a8f311075f'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b85e-7f49-9e4c-c656894359c5', 'group_01a22aa3-b26e-7ade-a0b3-a8a8f311075f'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b85e-7f49-9e4c-c656894359c5', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b8d5-77d9-91e2-590475894ca4', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b92d-7665-b2cd-e8d9f3bbe925', 'group_01a22aa3-b26e-7d4a-9774-40de81d260d0'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bbcf-71ed-80bc-783183d39625', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bd30-7c92-9f08-f484ae47baa4', 'group_01a22aa3-b26e-7d4a-9774-40de81d260d0'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bd30-7c92-9f08-f484ae47baa4', 'group_01a22aa3-b26e-7ade-a0b3-a8a8f311075f'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bd6d-72b6-b804-e21a0401714a', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-be2e-75a9-bc49-405952b93091', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bf68-7c67-814b-6e275c593f08', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-c053-71bf-8aea-4536c23c65f2', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'invitation_01a22aa3-d2c1-794b-8123-f0de4ee6cf3f', 'group_01a22aa3-d2a1-7a30-a365-337b59f3b349'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa4-065f-75d7-9e4b-010aff377e34', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5');
INSERT INTO public.invitation_sendings VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b563-7244-a0c1-99966a66bac9', 'mel@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011701499),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b67d-7937-9d1a-dad1f6339dbd', 'audrey@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011701867),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b85e-7fbe-8469-c6259d738783', 'max@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011702355),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b8d5-7fba-b6b2-c20cb7083d84', 'dora@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011702476),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b92d-788a-a3b3-e308557e0cd7', 'rita@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011702566),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bbcf-7952-926c-6ef7038e7983', 'pia@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011703208),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bca6-7cec-b236-885879b3f793', 'pia@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011703380),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bd30-7c69-9538-3b817ac8aabe', 'peter@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011703515),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bd6d-7c0a-af7c-1ff87b04bf7c', 'eve@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011703648),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-be2e-7a66-abaa-00885adc7e30', 'rex@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011703823),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bf68-74e3-bb39-428494f63a6b', 'ned@example.com', 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 1796011704152),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-c01f-7dc4-907f-cd037d136853', 'maximilian@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011704342),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-c053-7047-af63-4a7be97407b4', 'tess@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011704392),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa4-065f-725a-803b-31bd1dad726f', 'quentin@example.com', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011722298),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa4-099b-7d85-b874-e6db8e5ba63b', 'audrey.b@example.com', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 1796011723108);
INSERT INTO public.invitations VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b563-7373-9ded-264fad783be9', 'mel@example.com', '[{"key":"team","value":"ops"}]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'vVFhEL8IHqQNQVQg_RdSKTGzNUxisTRrMoxVC-QQJyw', 1796011701499, 1796616501499, 604800000, 1, 'mail_01a22aa3-b563-7244-a0c1-99966a66bac9', 1796011701800, 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b67d-730b-b908-0b9c9f017d35', 'audrey@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'FAoXtVkCqCwkCUYkD6i-WjHcnlj57OFOvDZKvmJZQp8', 1796011701867, 1796616501867, 604800000, 1, 'mail_01a22aa3-b67d-7937-9d1a-dad1f6339dbd', 1796011702206, 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b85e-7f49-9e4c-c656894359c5', 'max@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'M-r5F032PSN6iVbzma9dxFY08dbhdGg_pQEHXhtH9ac', 1796011702355, 1796616502355, 604800000, 1, 'mail_01a22aa3-b85e-7fbe-8469-c6259d738783', 1796011702435, 'user_01a22aa3-b889-7f93-b175-db2cde61c334', NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b8d5-77d9-91e2-590475894ca4', 'dora@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'wKYCiWcufqcUpw6Ejdwb6koy5x2Wl6MctxrfJcUKGNs', 1796011702476, 1796616502476, 604800000, 1, 'mail_01a22aa3-b8d5-7fba-b6b2-c20cb7083d84', 1796011702540, 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-b92d-7665-b2cd-e8d9f3bbe925', 'rita@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'IhOfqW3eraiRTsAxbIUqZjVfcgcxpRAHczlDCWTQhGQ', 1796011702566, 1796616502566, 604800000, 1, 'mail_01a22aa3-b92d-788a-a3b3-e308557e0cd7', 1796011702651, 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bbcf-71ed-80bc-783183d39625', 'pia@example.com', '[{"key":"team","value":"ops"}]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'Ypn6SvxNyISjMebOe62O3C7EtMT4EFVQ9NPeTJOsNvk', 1796011703208, 1796616503380, 604800000, 2, 'mail_01a22aa3-bca6-7cec-b236-885879b3f793', NULL, NULL, NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bd30-7c92-9f08-f484ae47baa4', 'peter@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'GxeIUAedhJKu4rd9fLabZm5f5Az5dbiVsANehS5WJsQ', 1796011703515, 1798603703515, 2592000000, 1, 'mail_01a22aa3-bd30-7c69-9538-3b817ac8aabe', NULL, NULL, NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bd6d-72b6-b804-e21a0401714a', 'eve@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', '-Y11ae2Ewv-l9LyyudNRPWOJi6B8lDt4DZowBURusJM', 1796011703648, 1796015303648, 3600000, 1, 'mail_01a22aa3-bd6d-7c0a-af7c-1ff87b04bf7c', NULL, NULL, NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-be2e-75a9-bc49-405952b93091', 'rex@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', '0fhsbBFcVNddMXcGuzyaRwYELRdBZAfvHWF709UzL4c', 1796011703823, 1796616503823, 604800000, 1, 'mail_01a22aa3-be2e-7a66-abaa-00885adc7e30', NULL, NULL, 1796011703943, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-bf68-7c67-814b-6e275c593f08', 'ned@example.com', '[]', 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'joVgMygXPzuPEkVZdqGchqnz_X_DUPp316fiXNLTvcE', 1796011704152, 1796616504152, 604800000, 1, 'mail_01a22aa3-bf68-74e3-bb39-428494f63a6b', NULL, NULL, 1796011704208, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa3-c053-71bf-8aea-4536c23c65f2', 'tess@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', '3zJp3dgB8dEUZmCVjb4L8mo6eSlUgIjgYiZlGE1uEmg', 1796011704392, 1796616504392, 604800000, 1, 'mail_01a22aa3-c053-7047-af63-4a7be97407b4', NULL, NULL, NULL, NULL, 'management_token_01a22aa3-c035-73b1-b682-20c949921f47', NULL),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'invitation_01a22aa3-d2c1-794b-8123-f0de4ee6cf3f', 'grace@example.net', '[]', NULL, 'TRDxgJ_Pu9hggDsEndgof9auyKJg2EjzN5kufJDqpMw', 1796011709099, 1796616509099, 604800000, 1, 'mail_01a22aa3-d2c2-734d-b86c-a04e644e9d3e', 1796011713728, 'user_01a22aa3-e493-7683-81ac-143fbd42c566', NULL, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'invitation_01a22aa4-065f-75d7-9e4b-010aff377e34', 'quentin@example.com', '[]', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'oi5ERl_AMXjcbGL3wJ38fje-vxr8lFFR-dMVBUi3-jM', 1796011722298, 1796616522298, 604800000, 1, 'mail_01a22aa4-065f-725a-803b-31bd1dad726f', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.known_networks VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', '127.0.0.1', 1796011701370),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', '127.0.0.1', 1796011702206),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', '127.0.0.1', 1796011702435),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', '127.0.0.1', 1796011702540),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', '127.0.0.1', 1796011702651),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', '127.0.0.1', 1796011703044),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'user_01a22aa3-e493-7683-81ac-143fbd42c566', '127.0.0.1', 1796011713728);
INSERT INTO public.management_tokens VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'management_token_01a22aa3-c035-73b1-b682-20c949921f47', 'onboarding', 'onboarding', '["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ","CLUSTER_READ","DATABASE_READ","TABLE_READ","DATABASE_TOKEN_READ","DATABASE_TOKEN_CREATE"]', 'cgm_0b8e', '0uUmub0BQV_oskLM22MdDQbHXEncbALS4GQe5DR75MA', 1796011704371, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', NULL, 1796011704382, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'management_token_01a22aa3-c090-73de-bec4-c879d4cc06c9', 'reports, Überblick', 'reports, überblick', '["AUDIT_READ","DATABASE_READ"]', 'cgm_2972', '7bRqVcBEvopPmINf4LsiumCzplkz7O2flUqSfoH_ujQ', 1796011704462, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1827547704426, NULL, NULL, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'management_token_01a22aa3-c0b3-73ac-857d-73a765823850', 'leaked', 'leaked', '["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"]', 'cgm_8a46', 'tb6WjI6uZ1UhLek4IVLYGJP6Do0nOFVA8VCtDyE7rjM', 1796011704481, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', NULL, NULL, 1796011704680, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'management_token_01a22aa3-c1a7-70d3-bd08-632d4823fb8b', 'trial', 'trial', '["ACCOUNT_READ","USER_READ","GROUP_READ","INVITATION_CREATE","INVITATION_READ"]', 'cgm_fc60', 'CIBexwhAeXva85kb8oku8sM_OweGlqpol76TnLyOb9k', 1796011704725, 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 1796011706212, NULL, NULL, NULL);
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
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b563-7244-a0c1-99966a66bac9', 'mel@example.com', NULL, 'SENT', 1, 1796011821665, 1796011701499, 1796011701808, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b67d-7937-9d1a-dad1f6339dbd', 'audrey@example.com', NULL, 'SENT', 1, 1796011821901, 1796011701867, 1796011702207, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b85e-7fbe-8469-c6259d738783', 'max@example.com', NULL, 'SENT', 1, 1796011822375, 1796011702355, 1796011702438, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b8d5-7fba-b6b2-c20cb7083d84', 'dora@example.com', NULL, 'SENT', 1, 1796011822496, 1796011702476, 1796011702543, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-b92d-788a-a3b3-e308557e0cd7', 'rita@example.com', NULL, 'SENT', 1, 1796011822584, 1796011702566, 1796011702658, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bbcf-7952-926c-6ef7038e7983', 'pia@example.com', NULL, 'SENT', 1, 1796011823280, 1796011703208, 1796011703614, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bca6-7cec-b236-885879b3f793', 'pia@example.com', NULL, 'SENT', 1, 1796011823626, 1796011703380, 1796011703667, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bd30-7c69-9538-3b817ac8aabe', 'peter@example.com', NULL, 'SENT', 1, 1796011823668, 1796011703515, 1796011703830, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bf68-74e3-bb39-428494f63a6b', 'ned@example.com', NULL, 'SENT', 1, 1796011824179, 1796011704152, 1796011704223, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-c01f-7dc4-907f-cd037d136853', 'maximilian@example.com', NULL, 'SENT', 1, 1796011824357, 1796011704342, 1796011704407, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-c022-76e9-9c51-a99484e2ab90', 'max@example.com', NULL, 'SENT', 1, 1796011824411, 1796011704342, 1796011704466, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-bd6d-7c0a-af7c-1ff87b04bf7c', 'eve@example.com', NULL, 'SENT', 1, 1796011823834, 1796011703648, 1796011703910, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-be2e-7a66-abaa-00885adc7e30', 'rex@example.com', NULL, 'SENT', 1, 1796011823914, 1796011703823, 1796011704135, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa3-c053-7047-af63-4a7be97407b4', 'tess@example.com', NULL, 'SENT', 1, 1796011824467, 1796011704392, 1796011704701, NULL, 1),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'mail_01a22aa3-d2c2-734d-b86c-a04e644e9d3e', 'grace@example.net', NULL, 'SENT', 1, 1796011833424, 1796011709099, 1796011713696, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa4-099b-7d85-b874-e6db8e5ba63b', 'audrey.b@example.com', 'fPGh5QCjMO07TXlSosdWcFi2NQwqiH7pRa0WCaCaYI5MLaa0wH+EmULWafAdJspMWh2ESWHcGfyC5nNS9sQ4ezWJ7W0iQibcOoXoGMCf1yeKR5t8uJQ/RMhD3V73KnP5qL5ihuQOEsGc0KD99QoW/JUcTY9QyIplFLDrDXnGGuMQu0h9lYMlcTeGbuXamF/c41Mwn6mgoAm05heIjB2M0wXXzfuwS9bCBVGEn40zQAj6RXzlBdeMrmHf0qm5PN9tOvzgnABUXtOJG54XgBWy2BpTdH1gnQhJnhqX9rCdueyqkt43Nmn/7lkepFJpWuRktNBzTAUrkHBvCQBUxKF6qCbR8f+RzxCZHlozvZEfVux512tLVVEy/Tj6lG1R6JcTmoklG41VcUnOuxYTxSMnRBZedOYXZRqnmGm1jJNmdqz+u2/bdH2zye4baP071NpYkt8mqapvC8elbn7+CUSrf5+7NZso59nxFAe5EydFJkzxN9PVPjqPobcnHmkkIL3rJhpDCUDov92sUw==', 'QUEUED', 1, 1796011728202, 1796011723108, NULL, 'ECONNREFUSED', 0),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa4-09a5-7ed5-a06a-eeef8a88f523', 'audrey@example.com', 'KY78M6vcdvWno++4NpST8yg75Iz8cGDEI+LIhZF5cZYEmIMg87IVC46OCBCALKTHrCFRM5oRlANpWqI1Gevu92LQDSovohjp5+H2wbieg07nCtppJDA4X3PSEumRvokIvedsmnjWazndzJFGA2GIx2HzJTd0sR1OAT589HZcy5N4GzGHmD6PUfc6tR88vQZOMIneHWGtRje+xaJPfgD05Sqj/JnKa2IXtXIvxtr/ygITx2TLp2cSXNafrEicphlfnJgM3ur8X4dENboDiILh5cqfultoQWmJa0jZjBMp8oP3MMZio0mYnXvPhAIAX6SjUrgBmsHcpFpd09iKQYfyz8aZ99NRE/zLx5WBO9IJLRIrZjzwrDOe7HY3SDD7rQ==', 'QUEUED', 1, 1796011727389, 1796011723108, NULL, 'ECONNREFUSED', 0),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa4-065f-725a-803b-31bd1dad726f', 'quentin@example.com', 'wm0yKjt4ZR+fa8+DN0SDWXDnco/SaqENpqrklZ/+WDtHq1iP2RMSOILg3rWtIFPIitjDHfjzXFMhoKrFWjCGYF/hzSVvblm2dOQP8+bC24x8tO6zlDzXdIkgjczVYPsBkACS/nuvsPO8Op+fwZ9LkU/cpWaMs1/GTNWa5jXqvZo29UDsiBDBicZGwmWDz3QXulqMk2LzqDnWS05u3pDSsiv+XF9oPu3NK/Eqw0GC21oQb7FMuO1/3BjkwfJxKXUXk4axug8vhHpdiG/83xjE/nQSh0vTD83DYPvJQ3EpfEX1oazD23oGOVDDdC35rNeRVIwCp9CsKNa9cIEyRHvISe5rocm2Ux5FUpFB7afTlBtm3Ov7vYPz1Bdzs3XgoyTxD8RhCKYMos/iodwM8PxYTN2CmugvAXhyc2ksfbTGkVmZ5wB8pqzZp/2PZkPsUFlrefHIDao5Pc4YZ7BPW2QRrHg/t3FPf8t0gkPQhYlS5FwYJyp5P2rnMl7NOtFtLRUSnIgD+qpXTwQ3rgxvJLolzpT9MjroDpeoeWKmtZGAkRzFflCSUbuJVWadmVYZCOLhANAcORvk/0GvB5+Qj6EHO52sobKH72qSkmcfhsFnLFqMqMCyHQV2caWW20XRyNf7ddStPYH/pq9DKXdN1ZAE07hW', 'QUEUED', 2, 1796011734867, 1796011722298, NULL, 'ECONNREFUSED', 0),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa4-080e-70d6-9b20-2b02183f0374', 'imogen@example.com', '1O1rt5CssK0UpZbsynjZluZBvt6gFjVm9i5gxXHwSKNi4XWCSWzu5BnlEifEYjVpblXYjn5w6uaFu6SLOX8yN9amoyxFiBsv36wKpZqVoeKUDLHRgkytaz4IwNPG/cjr3yLD07MoyKeeKzjAaFNzXQcDjpIqLc/3IOLMN4G35W+ODd7FG3if2B7mt1feHiDHEx19t9PH0JatE31rO4UHvEpNtYy41K7+5LmTIT8GoempKHIHzKV15lyGuDPbbbvMbwLgytYhmjuOELxCq4M2DWyC+E1WkK6ls38FklKjWX7Mclav9knn0bNZ7Hmi20cu9kM98UvDYjt15J89xPrLOR/F6+YhVv6LxXHTXqZOkr0Ml9q7scbcgT2lmVJL3yManpmLH2MrS1z+akGjp5A2wqSN6+eNcnzI2UeIcq0xPUKDpY8Hv101PTIyUJ3/tD90tjnOr8Tx35V/+VqoMPA=', 'QUEUED', 2, 1796011735486, 1796011722750, NULL, 'ECONNREFUSED', 0),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'mail_01a22aa4-06c3-7aa5-aaf6-f714f6dc7ebd', 'mel@example.com', '/vOA8n0I5yO6zVtUquAPYGaJ8Ljp7A9/vil7CPrcIdyiI6+2ogX9HS6hvPzK2/zcaXTr95xmVLm1VbOAZ4At2qJHR4FIyJFLSictRMivu0O7+Q8x0RnBIHFJZbCd7m5eL93qIFmgrDw7M7YQ+sKpjdLnN5UIvvprRR8ogaqotjGxTnsY2JaiS1cdxuZeQc8Z5vv1fIu+GCTFf24ynzesWKD9dYMB4nANRZHFHFXWFYOtBN8VsFcnUUqiOl7PugPkIFz59wBACChWj6TcrDBz3B/urKLxmFAl7vIHOv+sj0FzwKjw2PNz56X81rLYOayIpTljlZo0mYM6ct7butizfVH5c+3rmUWChs9Gn6okpqffw4hKMePC2pbwBkqzxZePCmJuh07lib/mudTdnZndkngJJsmNI3+5Ts5F1E3/W1F3cyjtoamU1B1WPx7X4Pw1oD/MJPv9+jdS', 'QUEUED', 2, 1796011736829, 1796011722420, NULL, 'ECONNREFUSED', 0);
INSERT INTO public.password_resets VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'password_reset_01a22aa4-06bd-7305-b617-e4903799580a', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'StwyD5rJnYraao_u0UjxXzrTzB3xNnFKzEZCaZJo0Ew', 1796011722420, 1796012322420),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'password_reset_01a22aa4-080b-7557-b0ec-46470d651b77', 'user_01a22aa4-0520-7ad1-a507-1e060748d42c', 'odhoYtK45esTX8NhUvxRDe910Fs3yOEvDq-MflE2Zio', 1796011722750, 1796012322750);
INSERT INTO public.sessions VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-b491-79b2-8f2e-c129cf4914f9', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'kyut0tVsUquTp479EwRRUyipwyVhxoLpwymo-3mOvNg', 'laptop', '127.0.0.1', 1796011701370, 1796011701370, 1796015301370, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-b636-75b2-887d-f06d8b00d4c4', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'WVKyMNVPlENXEOQG1lSpk-U_Eueg_LKSF8n1PAzS2pE', 'node', '127.0.0.1', 1796011701800, 1796011701800, 1796015301800, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-b7d7-7824-9a62-f182df5048ee', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'Jei3j1EObmLJEZszP3Hx9OPNQjZ0XhcxnCtbI2jdcFc', 'node', '127.0.0.1', 1796011702206, 1796011702206, 1796015302206, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-b8b9-7c6e-97ef-40612ac8e2b6', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'EEUuiqNq247hGbU2ARLdX3VK-FdsnVfaMsk8sq68jQo', 'node', '127.0.0.1', 1796011702435, 1796011702435, 1796015302435, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-ba43-7092-998a-aab3647e90ae', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', '5fdlJJgDjC4cYDxnlxE0JZ2xHzp78Eye6JqKQdvgXEQ', 'laptop', '127.0.0.1', 1796011702848, 1796011702848, 1796015302848, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-bb06-7b99-b57d-48e537328c59', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'iKX2L3Pv2IOz6A9EqU92W0qFk-vfnNRssWVHGaBRiwM', 'lost phone', '127.0.0.1', 1796011703044, 1796011703044, 1796015303044, 1796011703112),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-baaa-7668-8952-e15da4967d0d', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'afAqGNeN_lYYIO_ElSBAn0ET3KEAqIaKRINF5JQly1c', 'phone', '127.0.0.1', 1796011702948, 1796011702948, 1796015302948, 1796011703157),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-b98a-7768-990d-47835bfaf61f', 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'kzPgBb0HpYfxzRCwEpJNshiFKYCSN4vs7jOs0mLnC5A', 'node', '127.0.0.1', 1796011702651, 1796011702651, 1796015302651, 1796011704208),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'session_01a22aa3-b915-76eb-8049-bb9c6fd77fec', 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', 'm6DnA-1n40-cCLVGbGnD5l1RClDcgqcUVdnHr1-KAXo', 'node', '127.0.0.1', 1796011702540, 1796011702540, 1796015302540, 1796011704287),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'session_01a22aa3-e4fc-7eaa-b18a-bf0e75c52845', 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'nb7ZKlThyNSMMo6i8xyeE-PEkI7ZpaonBvXnQoF4qZ4', 'node', '127.0.0.1', 1796011713728, 1796011713728, 1796015313728, NULL);
INSERT INTO public.settings VALUES
	('master_key', '39081e0fa09e1d7e39631967739b3020ad8252c24f10b028692904d41386e017');
INSERT INTO public.tables VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'table_01a22aa3-c44c-767e-aec2-05a42f01923a', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 'cpu', NULL, 1796011705415, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'table_01a22aa3-c4a7-72df-9f71-01d30d258f2a', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 'memory', '[{"kind":"TIME","value":"%Y","buckets":null},{"kind":"TAG","value":"host","buckets":null}]', 1796011705508, NULL, 1),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'table_01a22aa3-c4eb-7261-ada6-d4464b71ccc8', 'database_01a22aa3-c2eb-73ff-8ccb-2dd46a1885aa', 'old', NULL, 1796011705569, 1796011705660, 2),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'table_01a22aa3-e5b8-7240-ab6a-d468b5c766d7', 'database_01a22aa3-e560-79b9-a292-ae5ea7e47084', 'cpu', NULL, 1796011713960, NULL, 1);
INSERT INTO public.user_groups VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'group_01a22aa3-b26e-7d4a-9774-40de81d260d0'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'group_01a22aa3-b26e-7ade-a0b3-a8a8f311075f'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'group_01a22aa3-b26e-7ade-a0b3-a8a8f311075f'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', 'group_01a22aa3-b26e-72b3-9eb9-091f0586ccb5'),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'group_01a22aa3-d2a1-7a30-a365-337b59f3b349'),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa4-0520-7ad1-a507-1e060748d42c', 'group_01a22aa3-b26e-7d4a-9774-40de81d260d0');
INSERT INTO public.users VALUES
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b247-7a66-9772-3e3313b8138d', 'ada@example.com', 'ada', 'ada', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$tShb2uuS9Ix6T8MQS4iVgg$9nlgGcrPcoIMoUthXN19iSeY7idTsbUPWC6CmO5Rwv4', 1796011700860, 1796011701370, NULL, 1, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b7a0-751f-af45-330f2da5e2fb', 'audrey@example.com', 'Audrey', 'audrey', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$GNk+VtThikVi5rmBWd36zA$tst4Mg6xDwU5fbFHQygDoc16j3mWqsJbDDdX+DVex6A', 1796011702206, 1796011702206, NULL, 1, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b889-7f93-b175-db2cde61c334', 'max@example.com', 'Straße', 'strasse', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$JRkYDJI3Cr3lty4uEntcLA$fB6zOx8RYgiOSMjPGgvEbS+s6ux/PZeMG8dtsNrLVpE', 1796011702435, 1796011702435, NULL, 1, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b5d4-7549-ab38-d9158a57de25', 'mel@example.com', 'Mél', 'mél', 'ACTIVE', '[{"key":"team","value":"ops"}]', '$argon2id$v=19$m=19456,t=2,p=1$oNXm68PST2GdOZYgj1KznQ$E0qSQSY1SR/osps607gj8ROMQDC9pPS3oIWiP8d2zaY', 1796011701800, 1796011703044, NULL, 1, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b953-7260-9711-3a32b2af12b9', 'rita@example.com', 'Rita', 'rita', 'ACTIVE', '[]', NULL, 1796011702651, 1796011702651, 1796011704208, 1, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa3-b8f5-794d-955c-a08c725cbb68', 'dora@example.com', 'Dora', 'dora', 'DEACTIVATED', '[]', '$argon2id$v=19$m=19456,t=2,p=1$aCXSjdIpbMK4I05+9dmmSA$RgKhc3rVe943sTTZvbFby7eTbNwj4TIOXgRQvsUr1oA', 1796011702540, 1796011702540, NULL, 2, NULL),
	('account_01a22aa3-d299-7199-ad34-0251d03a04bf', 'user_01a22aa3-e493-7683-81ac-143fbd42c566', 'grace@example.net', 'Grace', 'grace', 'ACTIVE', '[]', '$argon2id$v=19$m=19456,t=2,p=1$/n8wlngbqC//jyH9GNDBeg$0BZP+snBW2ccSsgVid5I4ftgtWoTe4ScPV6s123pEbM', 1796011713728, 1796011713728, NULL, 1, NULL),
	('account_01a22aa3-b247-7fa7-b79e-acdd6569f529', 'user_01a22aa4-0520-7ad1-a507-1e060748d42c', 'imogen@example.com', 'Imogen', 'imogen', 'ACTIVE', '[]', NULL, 1796011722010, NULL, NULL, 1, NULL);
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
