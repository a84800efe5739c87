#!/usr/bin/env bash
# Restores a backup beside the database, compares it with its manifest, and only then puts it in its place.
#   restore-database.sh FILE [--end-connections]   services stopped; FILE may be "newest"; without its .age it is found too
#   restore-database.sh --drop DATABASE            the database that was replaced, once the restored one has proved itself
# Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"
# shellcheck source=lib/database.sh
. "$here/lib/database.sh"
# shellcheck source=lib/restore.sh
. "$here/lib/restore.sh"
# shellcheck source=lib/erasures.sh
. "$here/lib/erasures.sh"

refuse_connections() {
  local open
  open=$(connections_of "$POSTURE_DB_NAME")
  ((open == 0)) || [[ $end_connections == true ]] ||
    die "$open connections to '$POSTURE_DB_NAME' are open. Stop silos and frontends first; --end-connections ends what is left. $1"
}

# One transaction: at every moment there is a database of that name, before and after.
swap() {
  local name before
  name=$(identifier "$POSTURE_DB_NAME")
  before=$(identifier "$replaced")
  if [[ $end_connections == true ]]; then
    server_sql <<<"alter database $name allow_connections false;
      select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $(quoted "$POSTURE_DB_NAME")" >/dev/null
  fi
  server_sql <<<"begin; alter database $name rename to $before; alter database $(identifier "$fresh") rename to $name; commit;
    alter database $before allow_connections true" && return
  server_sql <<<"alter database $name allow_connections true" || true
  die "'$fresh' is restored and whole, but did not take its place. End who is connected to '$POSTURE_DB_NAME', then, in the database" \
    "postgres: ALTER DATABASE $name RENAME TO $before; ALTER DATABASE $(identifier "$fresh") RENAME TO $name;"
}

restore() {
  local file=$1 now fresh replaced taken_at
  if [[ $file == newest ]]; then
    file=$(newest_backup)
  fi
  file=$(as_stored "$file")
  check_stored "$file"
  need_key "$file"
  taken_at=$(manifest_value taken_at)
  refuse_connections "Nothing was changed."
  now=$(date +%Y%m%d_%H%M%S)
  require_room "restored_$now"
  fresh=${POSTURE_DB_NAME}_restored_$now
  replaced=${POSTURE_DB_NAME}_before_$now
  say "Restoring $file, taken at $taken_at, $(manifest_rows)"
  restore_into "$fresh" "$file"
  say "Every row count and checksum is as in the manifest"
  reapply_erasures "$fresh" "$POSTURE_DB_NAME" "$taken_at"
  # Without the warnings about catalogs that only a superuser may vacuum, and PostgreSQL itself does.
  sql "$fresh" <<<"set client_min_messages = error; vacuum (analyze)"
  put_in_place
}

put_in_place() {
  if ! database_exists "$POSTURE_DB_NAME"; then
    server_sql <<<"alter database $(identifier "$fresh") rename to $(identifier "$POSTURE_DB_NAME")"
    say "Restored '$POSTURE_DB_NAME'. There was none before it. Start the services, then: curl http://localhost:8000/health"
    return
  fi
  refuse_connections "The restored database waits as '$fresh': drop it, or try again."
  swap
  say "Restored '$POSTURE_DB_NAME'. What it replaces is kept as '$replaced', and erasures do not reach it: when the restored one" \
    "has proved itself, ${0##*/} --drop $replaced"
  say "Start the services, then: curl http://localhost:8000/health"
}

drop_replaced() {
  [[ $1 =~ ^"$POSTURE_DB_NAME"_(before|restored)_[0-9]{8}_[0-9]{6}$ ]] ||
    die "'$1' is none of the databases that a restore leaves behind. Their names begin with ${POSTURE_DB_NAME}_before_."
  require_room "${1#"${POSTURE_DB_NAME}_"}"
  database_exists "$1" || die "There is no database '$1'."
  drop_database "$1"
  say "Dropped '$1'"
}

usage() { die "Usage: ${0##*/} FILE|newest [--end-connections] | --drop DATABASE"; }

end_connections=false
[[ ${2:-} != --end-connections ]] || end_connections=true
need_postgres
case ${1:-}:$# in
--drop:2) drop_replaced "$2" ;;
-*:* | :* | *:[3-9]) usage ;;
*:2) [[ $end_connections == true ]] || usage ;;&
*)
  open_store database
  restore "$1"
  ;;
esac
