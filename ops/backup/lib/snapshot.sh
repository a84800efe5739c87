# shellcheck shell=bash
# One session that holds a snapshot of the database still, so that dump and checksums are of the same moment.

# A session that ended is noticed by what does not come back from it.
trap '' PIPE

# open_snapshot: leaves its name in $snapshot and its time in $taken_at.
open_snapshot() {
  # Without the lock, which would last as long as the slowest docker exec.
  coproc SESSION { sql "$POSTURE_DB_NAME" {store_lock}>&-; }
  session=$SESSION_PID
  # Copies, since bash forgets those of a session that has ended.
  local from=${SESSION[0]} to=${SESSION[1]}
  exec {from_session}<&"$from" {to_session}>&"$to"
  exec {from}<&- {to}>&-
  ask "set idle_in_transaction_session_timeout = 0;
    begin transaction isolation level repeatable read, read only;
    select pg_export_snapshot(), to_char(transaction_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),
           current_setting('server_version');"
  IFS=$'\t' read -r snapshot taken_at server_version <&"$from_session" ||
    die "PostgreSQL gave no snapshot of '$POSTURE_DB_NAME': see its error above. Nothing was kept."
  read_answer >/dev/null
}

# snapshot_checksums: rows and checksums of every table, as the snapshot has them.
snapshot_checksums() {
  ask "$(<"$here/lib/table-checksums.sql")"
  read_answer
}

close_snapshot() {
  exec {to_session}>&-
  wait "$session" || die "The session that held the snapshot failed: see its error above. Nothing was kept."
  exec {from_session}<&-
}

ask() { { printf '%s\n\\echo answered\n' "$1" >&"$to_session"; } 2>/dev/null || true; }

read_answer() {
  local line
  while IFS= read -r line <&"$from_session"; do
    [[ $line != answered ]] || return 0
    printf '%s\n' "$line"
  done
  die "The session that held the snapshot ended early: see its error above. Nothing was kept."
}
