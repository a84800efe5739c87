-- Daily and weekly reports, kept as JSON. They name no user.
create table reports
(
    kind         text        not null check (kind in ('daily', 'weekly')),
    date         date        not null,
    generated_at timestamptz not null,
    json         text        not null,
    primary key (kind, date)
);

-- What each frontend counted in an hour (hours since the Unix epoch): replies by bucket of their time, errors by code. A
-- process that is started again counts under another name, so rows add up.
create table traffic_hours
(
    hour    bigint not null,
    count   bigint not null,
    process text   not null,
    kind    text   not null,
    name    text   not null,
    primary key (hour, process, kind, name)
);

-- For the connections that ended in a day; idx_connection_logs_connected_at finds those that began in it.
create index idx_connection_logs_disconnected_at on connection_logs (disconnected_at) where disconnected_at is not null;
