-- What a wearer says a logged prediction should have been. The frames between evidence_from and created_at show that
-- posture: of one prediction its window, of a stretch of time the frames in it. Times in microseconds, UTC.
create table prediction_feedback
(
    created_at        integer not null,
    stream_id         integer not null,
    seq               integer not null,
    user_id           text    not null,
    posture           integer not null check (posture between 0 and 7),
    predicted_posture integer not null,
    model_version     text    not null,
    evidence_from     integer not null,
    noted_at          integer not null,
    is_used           integer not null default 0,
    primary key (created_at, stream_id, seq)
) without rowid;

create index idx_prediction_feedback_user on prediction_feedback (user_id, posture, created_at);

-- Predictions by UTC day (days since the Unix epoch) and model version: counted as they are stored, so that nobody has to
-- read a year's log to know how many there were.
create table model_metrics
(
    day            integer not null,
    model_version  text    not null,
    predictions    integer not null,
    confidence_sum real    not null,
    primary key (day, model_version)
) without rowid;

insert into model_metrics (day, model_version, predictions, confidence_sum)
select created_at / 86400000000, model_version, count(*), sum(confidence)
from prediction_logs
group by 1, 2;
