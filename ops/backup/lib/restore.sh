# shellcheck shell=bash
# A backup into a fresh database, compared with its manifest.

newest_backup() {
  local newest
  newest=$(newest_in "$store" 'db_backup_*.sql.gz*')
  [[ -n $newest ]] || die "There is no backup in '$store'. Is POSTURE_BACKUP_DIR right? Otherwise run backup-database.sh first."
  printf '%s' "$store/$newest"
}

# restore_into DATABASE FILE: leaves a database that holds what was backed up, or none.
restore_into() {
  create_database "$1"
  if ! unseal "$2" | sql "$1" >/dev/null; then
    drop_database "$1"
    die "'$2' was not restored: see above. Nothing was changed."
  fi
  if ! same_as_manifest "$1"; then
    drop_database "$1"
    die "'$2' does not hold what its manifest says. Nothing was changed; restore an older one, and take another backup."
  fi
}

same_as_manifest() {
  local differences
  if ! differences=$(diff <(grep '^table' "$manifest") <(checksums_of "$1")); then
    warn "Rows or checksums differ, < backed up, > restored:"
    warn "$differences"
    return 1
  fi
}

manifest_rows() { awk -F '\t' '$1 == "table" { rows += $3; tables++ } END { print rows " rows of " tables " tables" }' "$manifest"; }
