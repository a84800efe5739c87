-- What a model version on trial said of the same window; null without one. Months that exist inherit the columns.
alter table prediction_logs
    add column shadow_version text,
    add column shadow_posture smallint check (shadow_posture between 0 and 7),
    add column shadow_confidence real;
