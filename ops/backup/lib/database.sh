# shellcheck shell=bash
# PostgreSQL's programs, in its container or here.

# postgres PROGRAM ARGUMENT…
postgres() {
  local program=$1
  shift
  if [[ -n $POSTURE_DB_CONTAINER ]]; then
    docker exec -i "$POSTURE_DB_CONTAINER" "$program" -U "$POSTURE_DB_USER" -w "$@"
  else
    PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-10} "$program" -U "$POSTURE_DB_USER" -w "$@"
  fi
}

need_postgres() {
  if [[ -z $POSTURE_DB_CONTAINER ]]; then
    need pg_dump psql
    server_sql <<<'' || die "PostgreSQL does not answer: see above. POSTURE_DB_CONTAINER is empty, so PGHOST, PGPORT and PGPASSFILE say" \
      "where it is; they may stand in backup.env."
  elif ! command -v docker >/dev/null || ! server_sql <<<''; then
    die "PostgreSQL does not answer in the container POSTURE_DB_CONTAINER = '$POSTURE_DB_CONTAINER'. Start it (docker-compose up -d posture_db)," \
      "or leave this empty and set PGHOST, PGPORT and PGPASSFILE, in backup.env or in the environment."
  fi
}

# sql DATABASE: runs standard input, up to its first error. Rows only, fields separated by tabs.
sql() { postgres psql -X -q -A -t -F $'\t' -v ON_ERROR_STOP=1 -d "$1" -f -; }

# server_sql: in the database that every server has.
server_sql() { sql postgres; }

# quoted TEXT: as a literal of SQL.
quoted() { printf "'%s'" "${1//\'/\'\'}"; }

# identifier NAME: as a name of SQL.
identifier() { printf '"%s"' "${1//\"/\"\"}"; }

database_exists() { [[ $(server_sql <<<"select 1 from pg_database where datname = $(quoted "$1")") == 1 ]]; }

connections_of() { server_sql <<<"select count(*) from pg_stat_activity where datname = $(quoted "$1")"; }

# require_room SUFFIX: PostgreSQL cuts names off after 63 bytes, silently, and NAME_SUFFIX would be NAME itself.
require_room() {
  local LC_ALL=C name=${POSTURE_DB_NAME}_$1
  ((${#name} <= 63)) ||
    die "POSTURE_DB_NAME = '$POSTURE_DB_NAME' is too long: '$name' beside it has ${#name} bytes, PostgreSQL's names have at most 63." \
      "Nothing was changed. Give a name of at most $((63 - ${#1} - 1)) bytes; a backup can be restored under another one."
}

# create_database NAME: leaves it in $created_database, so that nothing else is dropped when the script ends.
create_database() {
  server_sql <<<"create database $(identifier "$1") template template0 encoding 'UTF8'" ||
    die "The database '$1' could not be made: see above. If it is a right that is missing: ALTER ROLE $POSTURE_DB_USER CREATEDB."
  # shellcheck disable=SC2034 # Read by restore-drill.sh.
  created_database=$1
}

drop_database() { server_sql <<<"drop database if exists $(identifier "$1")"; }

checksums_of() { sql "$1" <"$here/lib/table-checksums.sql"; }
