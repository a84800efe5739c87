-- created_at is the frontend's receive time in microseconds since the Unix epoch, UTC; all_probabilities is a JSON array.
create table prediction_logs
(
    id                integer primary key,
    created_at        integer not null,
    user_id           text    not null,
    stream_id         integer not null,
    seq               integer not null,
    timestamp_input   real    not null,
    relative_pitch    real    not null,
    predicted_posture integer not null check (predicted_posture between 0 and 7),
    confidence        real    not null,
    all_probabilities text    not null,
    model_version     text    not null,
    client_ip         text,
    user_agent        text
);

-- A prediction that is shipped twice is one row.
create unique index prediction_logs_key on prediction_logs (created_at, stream_id, seq);
create index idx_prediction_logs_user on prediction_logs (user_id, created_at, id);
create index idx_prediction_logs_created_at_posture on prediction_logs (created_at, predicted_posture);
