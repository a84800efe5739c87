-- What a model version on trial said of the same window; null without one.
alter table prediction_logs add column shadow_version text;
alter table prediction_logs add column shadow_posture integer check (shadow_posture between 0 and 7);
alter table prediction_logs add column shadow_confidence real;

-- Costs nothing while there is no shadow.
create index idx_prediction_logs_shadow on prediction_logs (shadow_version, created_at) where shadow_version is not null;
