# shellcheck shell=bash
# Who may do what: accounts of the machine, devices of the server, roles of the database. Needs accepted.sh before it.

# Who may become root: sudo, and docker, which is as much.
check_accounts() {
  local members
  section 'Accounts that rule this machine'
  members=$(for group in root sudo wheel docker; do getent group "$group" | awk -F : '{ print $1 ": " $4 }'; done || true)
  members+=$'\n'$(awk -F : '$3 == 0 { print "user id 0: " $1 }' /etc/passwd)
  compare_with_accepted accounts 'accounts' "$members"
}

# page_of_devices CURSOR: one answer of GET /api/devices. The token goes by file: an argument shows in the list of processes.
page_of_devices() {
  (umask 077 && printf '%s\n' "${OPERATOR_TOKEN:+header = \"Authorization: Bearer $OPERATOR_TOKEN\"}" >"$scratch/curl")
  curl --config "$scratch/curl" --silent --show-error --fail --max-time 30 --get --data limit=1000 ${1:+--data-urlencode "cursor=$1"} "$POSTURE_URL/api/devices"
}

# Every device that is not revoked: number, user, name, and when it was registered.
active_devices() {
  local page cursor=''
  for ((pages = 0; pages < 1000; pages++)); do
    page=$(page_of_devices "$cursor") || return 1
    jq --exit-status 'has("items")' <<<"$page" >/dev/null || return 1
    jq --raw-output '.items[] | select(.revoked_at == null) | [.id, .user, .name, .created_at] | @tsv' <<<"$page"
    cursor=$(jq --raw-output '.next_cursor // ""' <<<"$page")
    [[ -n $cursor ]] || return 0
  done
  echo 'There are more than a million devices.' >&2
  return 1
}

# A wrong certificate or a server that is gone has nothing to do with the token.
token_hint() { ! grep -qE 'error: (401|403)' "$scratch/devices" || printf ' (is OPERATOR_TOKEN set, and the right one?)'; }

check_devices() {
  local devices
  section 'Devices with a token'
  if ! command -v jq >/dev/null; then
    could_not_check 'devices: jq is not installed. Install it, for example: apt-get install jq'
  elif ! devices=$(active_devices 2>"$scratch/devices"); then
    could_not_check "devices: $POSTURE_URL/api/devices: $(head -1 "$scratch/devices")$(token_hint)"
  else
    compare_with_accepted devices 'devices' "$devices"
  fi
}

# psql, in the container or here, as the backups use it.
ask_database() {
  local psql=(psql --username "$POSTURE_DB_USER" --dbname "$POSTURE_DB_NAME" --no-psqlrc --no-align --tuples-only --no-password)
  [[ -z $POSTURE_DB_CONTAINER ]] || psql=(docker exec -i "$POSTURE_DB_CONTAINER" "${psql[@]}")
  "${psql[@]}" --set ON_ERROR_STOP=1 <"$1"
}

check_roles() {
  local roles
  section 'Roles of the database'
  if roles=$(ask_database "${BASH_SOURCE[0]%/*}/roles.sql" 2>"$scratch/roles"); then
    compare_with_accepted roles 'roles' "$roles"
  else
    could_not_check "roles: PostgreSQL does not answer: $(head -1 "$scratch/roles")"
  fi
}
