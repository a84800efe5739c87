# shellcheck shell=bash
# One kind of backups: its folder, its lock, and how a file gets into it: whole, checked, or not at all. Needs settings.sh.

# shellcheck source=lib/encryption.sh
. "${BASH_SOURCE[0]%/*}/encryption.sh"

# open_store KIND: makes $store, keeps others out of it until the end of the script, and makes $partial for what is not whole.
open_store() {
  kind=$1
  store=$POSTURE_BACKUP_DIR/$kind
  # shellcheck disable=SC2034 # Read by backup_succeeded.
  started=$(date +%s)
  umask 077
  mkdir -p "$store" || die "'$store' cannot be made. Mount the disk of the backups, or set POSTURE_BACKUP_DIR."
  # Once, so that a link is followed by all that look into it.
  store=$(realpath "$store")
  exec {store_lock}>"$store/.lock"
  flock --nonblock "$store_lock" || die "'$store' is in use by another backup or restore. Try again when it has ended."
  # Under the lock these are of runs that were killed.
  rm -rf "$store"/.partial-*
  partial=$(mktemp -d "$store/.partial-XXXXXX")
  trap 'rm -rf "$partial"' EXIT
  warn_of_future
}

# warn_of_future: the newest is the one with the latest time in its name, so one of the future stays the newest until then.
warn_of_future() {
  local file now
  now=$(date +%Y%m%d_%H%M%S)
  while IFS= read -r file; do
    [[ ${file%%.*} =~ _([0-9]{8}_[0-9]{6})$ && ${BASH_REMATCH[1]} > $now ]] || continue
    warn "'$store/$file' IS OF THE FUTURE by its name, and stays the newest until then. Is the clock right? If it was not, move the file away."
  done < <(find "$store" -maxdepth 1 -type f -name '*.gz*' -printf '%f\n' | LC_ALL=C sort)
}

# stored_name NAME: what a file is called in the store.
stored_name() { printf '%s' "$1${POSTURE_BACKUP_RECIPIENTS:+.age}"; }

# seal NAME CHECK: standard input, compressed, goes into $partial under its stored name. CHECK reads what comes out of the
# compressed stream and fails if it is not whole. Where there are recipients, plain text never touches the disk.
seal() {
  local name=$1 check=$2 passing=$partial/passing checking
  mkfifo "$passing"
  (gzip -cd <"$passing" | "$check") &
  checking=$!
  "$(compressor)" -c | tee "$passing" | encrypt >"$partial/$(stored_name "$name")"
  wait "$checking" || die "What was written of $name is not whole. Nothing was kept; look for the error above."
  rm "$passing"
}

compressor() { command -v pigz || command -v gzip; }

# describe NAME: the lines of a manifest that say which file it belongs to.
describe() {
  local file sum
  file=$(stored_name "$1")
  sum=$(sha256sum <"$partial/$file")
  printf 'file\t%s\nbytes\t%s\nsha256\t%s\n' "$file" "$(stat -c %s "$partial/$file")" "${sum%% *}"
}

# publish NAME MANIFEST: into the store, the manifest first. Whoever sees the file sees all of it.
publish() {
  local file
  file=$(stored_name "$1")
  # shellcheck disable=SC2034 # Read by backup_succeeded.
  stored_bytes=$(stat -c %s "$partial/$file")
  sync "$partial/$file" "$partial/$2"
  mv "$partial/$2" "$store/$2"
  mv "$partial/$file" "$store/$file"
  sync "$store"
}

# prune GLOB DAYS: deletes backups that are older, with their manifests, but none of the newest.
prune() {
  local files file oldest
  oldest=$(($(date +%s) - $2 * 86400))
  mapfile -t files < <(find "$store" -maxdepth 1 -type f -name "$1" ! -name '*.manifest' -printf '%f\n' | LC_ALL=C sort -r)
  for file in "${files[@]:$POSTURE_BACKUP_KEEP_NEWEST}"; do
    (($(stat -c %Y "$store/$file") < oldest)) || continue
    rm -f "$store/$file" "$store/$(manifest_of "$file")"
    say "Deleted $file: older than $2 days"
  done
}

manifest_of() {
  local name=${1%.age}
  printf '%s.manifest' "${name%.*.gz}"
}

newest_in() { find "$1" -maxdepth 1 -type f -name "$2" ! -name '*.manifest' -printf '%f\n' 2>/dev/null | LC_ALL=C sort | tail -n 1; }

# check_stored FILE: against the sum in its manifest, whose path is left in $manifest.
check_stored() {
  local sum
  [[ -f $1 ]] || die "There is no file '$1'. The backups are below '$POSTURE_BACKUP_DIR'."
  manifest=${1%/*}/$(manifest_of "${1##*/}")
  [[ -f $manifest ]] || die "'$1' has no manifest '$manifest', so nothing says whether it is whole. Take another backup."
  sum=$(sha256sum <"$1")
  [[ $(manifest_value sha256) == "${sum%% *}" ]] || die "'$1' is damaged: it has another SHA-256 than its manifest says. Take another backup."
}

manifest_value() { awk -F '\t' -v key="$1" '$1 == key { print $2; exit }' "$manifest"; }

# as_stored FILE: FILE, or FILE.age where that is what there is.
as_stored() { if [[ ! -f $1 && -f $1.age ]]; then printf '%s' "$1.age"; else printf '%s' "$1"; fi; }

# unseal FILE: decrypted and decompressed. Needs need_key before it.
unseal() { if [[ $1 == *.age ]]; then decrypt "$1" | gzip -cd; else gzip -cd "$1"; fi; }
