#!/usr/bin/env bash
# Backs up the PostgreSQL database: db_backup_YYYYmmdd_HHMMSS.sql.gz, or .sql.gz.age, and a manifest with the rows and the
# checksum of every table in the same snapshot. Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"
# shellcheck source=lib/metrics.sh
. "$here/lib/metrics.sh"
# shellcheck source=lib/database.sh
. "$here/lib/database.sh"
# shellcheck source=lib/snapshot.sh
. "$here/lib/snapshot.sh"

# The dump guards itself: psql stops at the first error whoever starts it, nothing is kept of a half restore, and a database
# that already holds something is left alone.
dump() {
  cat <<'END'
\set ON_ERROR_STOP on
begin;
do $$
begin
    if exists (select from pg_class join pg_namespace on pg_namespace.oid = relnamespace where relkind = 'r' and nspname = 'public') then
        raise exception 'The database % is not empty. Restore into a fresh one: see restore-database.sh.', current_database();
    end if;
end
$$;
END
  postgres pg_dump --snapshot="$snapshot" --lock-wait-timeout=60s --no-owner --no-privileges -d "$POSTURE_DB_NAME" </dev/null || return 1
  echo 'commit;'
}

is_whole_dump() { [[ $(tail -n 1) == 'commit;' ]]; }

write_manifest() {
  printf 'taken_at\t%s\ndatabase\t%s\nserver\t%s\n' "$taken_at" "$POSTURE_DB_NAME" "$server_version"
  describe "$name.sql.gz"
  cat "$partial/checksums"
}

need_postgres
[[ -z $POSTURE_BACKUP_RECIPIENTS ]] || need age
open_store database
name=db_backup_$(date +%Y%m%d_%H%M%S)
open_snapshot
dump | seal "$name.sql.gz" is_whole_dump
snapshot_checksums >"$partial/checksums"
close_snapshot
[[ -s $partial/checksums ]] || die "The database '$POSTURE_DB_NAME' has no tables. Is POSTURE_DB_NAME right?"
write_manifest >"$partial/$name.manifest"
publish "$name.sql.gz" "$name.manifest"
prune 'db_backup_*.sql.gz*' "$POSTURE_BACKUP_KEEP_DAYS"
backup_succeeded
say "Database backup completed: $store/$(stored_name "$name.sql.gz"), $stored_bytes bytes, $(($(date +%s) - started)) s"
