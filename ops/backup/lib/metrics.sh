# shellcheck shell=bash
# Metrics for node_exporter's textfile collector. They are written after a success only: an alert looks at their age.

# write_metrics NAME: standard input becomes NAME.prom, at once.
write_metrics() {
  if [[ -z $POSTURE_BACKUP_METRICS ]]; then
    cat >/dev/null
    return
  fi
  local target=$POSTURE_BACKUP_METRICS/$1.prom
  cat >"$target.$$"
  chmod 644 "$target.$$"
  mv "$target.$$" "$target"
}

# backup_succeeded: for the kind of backup that open_store opened; $stored_bytes is what this run has added.
backup_succeeded() {
  write_metrics "posture_backup_$kind" <<END
# HELP posture_backup_last_success_timestamp_seconds When the last whole backup was stored.
# TYPE posture_backup_last_success_timestamp_seconds gauge
posture_backup_last_success_timestamp_seconds{kind="$kind"} $(date +%s)
# HELP posture_backup_size_bytes What the last successful run has stored, compressed.
# TYPE posture_backup_size_bytes gauge
posture_backup_size_bytes{kind="$kind"} $stored_bytes
# HELP posture_backup_duration_seconds How long the last successful run took.
# TYPE posture_backup_duration_seconds gauge
posture_backup_duration_seconds{kind="$kind"} $(($(date +%s) - started))
END
}
