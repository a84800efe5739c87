-- The log of predictions, in monthly tables that inherit from prediction_logs: retention drops whole tables, and an index
-- can be built CONCURRENTLY on the parent, which native partitioning refuses. created_at is the frontend's receive time.
-- A year of 500,000 rows a day has to fit into 50 GB, 274 bytes a row with its indexes: columns are in the order that wastes
-- no bytes on alignment, and client_ip and user_agent are in the first row of a stream only.
create sequence prediction_logs_id_seq;

create table prediction_logs
(
    created_at        timestamptz not null,
    id                bigint      not null default nextval('prediction_logs_id_seq'),
    stream_id         bigint      not null,
    timestamp_input   float8      not null,
    relative_pitch    float8      not null,
    seq               integer     not null,
    confidence        real        not null,
    predicted_posture smallint    not null check (predicted_posture between 0 and 7),
    user_id           text        not null,
    all_probabilities real[]      not null,
    model_version     text        not null,
    client_ip         text,
    user_agent        text
);

alter sequence prediction_logs_id_seq owned by prediction_logs.id;
-- Operators look for it. In the months the unique index finds a time as well, and a second one would cost 31 bytes a row.
create index idx_prediction_logs_created_at_posture on prediction_logs (created_at, predicted_posture);

-- Makes the table of a month, unless it is there. The lock keeps two silos from making it at once.
create function make_prediction_month(month date) returns void
    language plpgsql as
$$
declare
    child text := 'prediction_logs_' || to_char(month, 'YYYY_MM');
    first timestamptz := date_trunc('month', month)::timestamp at time zone 'UTC';
    next  timestamptz := (date_trunc('month', month) + interval '1 month')::timestamp at time zone 'UTC';
begin
    perform pg_advisory_xact_lock(hashtext('make_prediction_month'));
    if to_regclass(child) is not null then
        return;
    end if;
    execute format(
        'create table %I (check (created_at >= %L::timestamptz and created_at < %L::timestamptz)) inherits (prediction_logs)',
        child, first, next);
    -- A prediction that is shipped twice is one row.
    execute format('create unique index on %I (created_at, stream_id, seq)', child);
    execute format('create index on %I (user_id, created_at)', child);
end
$$;

-- Predictions by UTC day (days since the Unix epoch) and model version, counted as they are stored.
create table model_metrics
(
    day            integer not null,
    model_version  text    not null,
    predictions    bigint  not null,
    confidence_sum float8  not null,
    primary key (day, model_version)
);

-- What a wearer says a logged prediction should have been. The frames between evidence_from and created_at show that
-- posture: of one prediction its window, of a stretch of time the frames in it.
create table prediction_feedback
(
    created_at        timestamptz not null,
    stream_id         bigint      not null,
    seq               bigint      not null,
    user_id           text        not null,
    posture           smallint    not null check (posture between 0 and 7),
    predicted_posture smallint    not null,
    model_version     text        not null,
    evidence_from     timestamptz not null,
    noted_at          timestamptz not null,
    is_used           boolean     not null default false,
    primary key (created_at, stream_id, seq)
);

create index idx_prediction_feedback_user on prediction_feedback (user_id, posture, created_at);
