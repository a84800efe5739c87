-- One row a device connection. Its end is assumed where the frontend did not live to tell it, and taken back if it did.
create table connection_logs
(
    connection_id    uuid        primary key,
    connected_at     timestamptz not null,
    disconnected_at  timestamptz,
    frames           bigint      not null,
    predictions      bigint      not null,
    is_assumed       boolean     not null default false,
    user_id          text,
    protocol         text        not null,
    frontend         text        not null,
    client_ip        text,
    user_agent       text,
    close_reason     text,
    check ((disconnected_at is null) = (close_reason is null))
);

create index idx_connection_logs_user on connection_logs (user_id, connected_at);
create index idx_connection_logs_open on connection_logs (frontend) where disconnected_at is null;
-- For retention: rows lie about in the order of their times, so a few pages tell where the old ones are.
create index idx_connection_logs_connected_at on connection_logs using brin (connected_at);

-- One row a process, renewed with every heartbeat. After due_at, without a heartbeat, it counts as gone.
create table system_status
(
    instance            text        primary key,
    kind                text        not null check (kind in ('silo', 'frontend', 'embedded')),
    host                text        not null,
    address             text        not null,
    version             text        not null,
    model_version       text,
    started_at          timestamptz not null,
    last_seen_at        timestamptz not null,
    due_at              timestamptz not null,
    stopped_at          timestamptz,
    status              text        not null,
    failing_checks      text[]      not null,
    connections         integer     not null,
    users               integer,
    activations         integer,
    spool_pending_bytes bigint,
    cpu_cores           float8      not null,
    working_set_bytes   bigint      not null
);

-- What an operator wants to see: who runs, who is gone without a word, who stopped.
create view system_status_now as
select case when stopped_at is not null then 'stopped' when due_at < now() then 'gone' else 'running' end as state,
       system_status.*
from system_status
order by stopped_at is not null, due_at < now(), kind, instance;
