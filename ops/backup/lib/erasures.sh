# shellcheck shell=bash
# Erasures after a backup must not be undone by restoring it.

# Silos keep the name of nobody who was erased for longer: what is older is not known any more.
erasures_known_days=30

# reapply_erasures DATABASE BEFORE TAKEN_AT: those that the database BEFORE knows of are made again in DATABASE.
reapply_erasures() {
  local known
  if ! known=$(erasures_of "$2"); then
    warn "ERASURES ARE NOT REPEATED: '$2' is gone or cannot be read. Whoever was erased since $3 is back:" \
      "ask for each of these erasures again (DELETE /api/users/{user})."
    known=
  fi
  {
    echo 'create temporary table known_erasures (user_hash bytea, erased_at timestamptz);'
    printf 'copy known_erasures from stdin;\n%s\\.\n' "${known:+$known$'\n'}"
    printf '\\set taken_at %s\n' "$3"
    cat "$here/lib/reapply-erasures.sql"
  } | sql "$1" | report_erased ||
    die "Erasures could not be made again in '$1': see above. It did not take the place of '$2'; drop it, and try again."
  if (($(date -d "$3" +%s) < $(date +%s) - erasures_known_days * 86400)); then
    warn "ERASURES MAY BE MISSING: the backup is older than the $erasures_known_days days for which erasures are known." \
      "Repeat those from between $3 and $erasures_known_days days ago."
  fi
}

# As COPY writes them. Fails where there is no such table: a database that somebody has just made, for example.
erasures_of() {
  local table
  table=$(sql "$1" <<<"select to_regclass('public.erasures')" 2>/dev/null) && [[ -n $table ]] || return 1
  sql "$1" <<<'copy public.erasures (user_hash, erased_at) to stdout'
}

report_erased() {
  local table rows total=0
  while IFS=$'\t' read -r table rows; do
    ((rows == 0)) || say "Erased again: $rows rows of $table"
    total=$((total + rows))
  done
  say "Erasures since the backup taken out again: $total rows"
}
