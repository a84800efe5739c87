# shellcheck shell=bash
# Log files with what was rotated away, and what is counted in them. Needs report.sh and settings.sh before it.

awk_functions=$(<"${BASH_SOURCE[0]%/*}/time.awk")
access_counts=$(<"${BASH_SOURCE[0]%/*}/access.awk")
now=$(date +%s)

# can_read FILE WHAT: or says that it cannot be checked.
can_read() {
  if [[ ! -f $1 ]]; then
    could_not_check "$2: there is no '$1'."
  elif [[ ! -r $1 ]]; then
    could_not_check "$2: '$1' cannot be read. Run as root, or as its owner."
  else
    return 0
  fi
  return 1
}

# read_log FILE DAYS: it and its rotated ones that were written within DAYS.
read_log() {
  find "${1%/*}/" -maxdepth 1 -type f \( -name "${1##*/}" -o -name "${1##*/}.*" \) -mtime "-$2" -print0 | xargs -0 -r zcat -f --
}

# count_access FILE DAYS FORMAT INTO: counts of the last DAYS and of as many before them.
count_access() {
  read_log "$1" "$(($2 * 2 + 1))" |
    awk -v now="$now" -v since="$((now - $2 * 86400))" -v format="$3" "$awk_functions $access_counts" >"$4"
}

# counted FILE KIND: the number of a kind that is there once.
counted() { awk -F '\t' -v kind="$2" '$1 == kind { print $2 }' "$1"; }

# counted_by FILE KIND [FROM]: "COUNT NAME" of a kind, the greatest first, from FROM on.
counted_by() { awk -F '\t' -v kind="$2" -v from="${3:-0}" '$1 == kind && $2 >= from { print $2 "\t" $3 }' "$1" | sort -nr; }

# refused_check COUNTS WHAT: addresses that were refused again and again. Up to 1 % of the lines may be of another format: torn ones.
refused_check() {
  local many unreadable readable
  unreadable=$(counted "$1" unreadable) readable=$(counted "$1" readable)
  many=$(counted_by "$1" refused "$POSTURE_REFUSED_REQUESTS")
  if [[ -n $many ]]; then
    look_at "$2: addresses that got 401, 403, 404 or 429 $POSTURE_REFUSED_REQUESTS times or more:"
    head -20 <<<"$many" | show
  elif ((unreadable * 100 <= readable)); then
    well "$2: no address got 401, 403, 404 or 429 $POSTURE_REFUSED_REQUESTS times"
  fi
  ((unreadable * 100 <= readable)) || could_not_check "$2: $unreadable lines are not in the format that is expected, $readable are."
}
