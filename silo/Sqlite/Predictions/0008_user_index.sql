-- With an index that begins with the user every row of some thousand users is written to a page of its own. By bucket all
-- rows of a moment go to few pages; one user's are found among those of the bucket, at most one in a hundred.
drop index idx_prediction_logs_user;
alter table prediction_logs
    add column user_bucket integer
    generated always as ((unicode(substr(user_id, -1)) + 31 * unicode(substr(user_id, -2))) % 256) virtual;
create index idx_prediction_logs_user on prediction_logs (user_bucket, created_at, user_id);

-- Every query of a stretch of time reads more than the posture, so it goes along the key.
drop index idx_prediction_logs_created_at_posture;
