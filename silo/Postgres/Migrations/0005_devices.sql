-- Devices and whom their tokens speak for. token_hash is the SHA-256 of a random token, in hex: what is stored opens nothing.
create table devices
(
    id         bigint      generated always as identity primary key,
    user_id    text        not null,
    name       text        not null,
    token_hash text        not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);

create unique index devices_token on devices (token_hash);
create index idx_devices_user on devices (user_id, id);
