-- One row a device connection. Its end is assumed where the frontend did not live to tell it, and taken back if it did.
-- Times in microseconds since the Unix epoch, UTC.
create table connection_logs
(
    connection_id   text    not null primary key,
    user_id         text,
    protocol        text    not null,
    frontend        text    not null,
    client_ip       text,
    user_agent      text,
    connected_at    integer not null,
    disconnected_at integer,
    close_reason    text,
    is_assumed      integer not null default 0,
    frames          integer not null,
    predictions     integer not null,
    check ((disconnected_at is null) = (close_reason is null))
) without rowid;

create index idx_connection_logs_user on connection_logs (user_id, connected_at);
create index idx_connection_logs_open on connection_logs (frontend) where disconnected_at is null;
-- For retention.
create index idx_connection_logs_connected_at on connection_logs (connected_at);

-- Who was erased a while ago, as a SHA-256: a frontend may still have a connection of theirs on its way.
create table erasures
(
    user_hash blob    not null primary key,
    erased_at integer not null
) without rowid;

-- One row a process, renewed with every heartbeat. After due_at, without a heartbeat, it counts as gone.
create table system_status
(
    instance            text    not null primary key,
    kind                text    not null check (kind in ('silo', 'frontend', 'embedded')),
    host                text    not null,
    address             text    not null,
    version             text    not null,
    model_version       text,
    started_at          integer not null,
    last_seen_at        integer not null,
    due_at              integer not null,
    stopped_at          integer,
    status              text    not null,
    failing_checks      text    not null,
    connections         integer not null,
    users               integer,
    activations         integer,
    spool_pending_bytes integer,
    cpu_cores           real    not null,
    working_set_bytes   integer not null
) without rowid;
