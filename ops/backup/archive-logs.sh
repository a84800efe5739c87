#!/usr/bin/env bash
# Archives the logs that were rotated, each once: logs_YYYYmmdd_HHMMSS.tar.gz, or .tar.gz.age, and a manifest. Logs that are
# still written, and the rotated ones themselves, are left to logrotate. Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"
# shellcheck source=lib/metrics.sh
. "$here/lib/metrics.sh"
# shellcheck source=lib/files.sh
. "$here/lib/files.sh"

# By content: a rotated log is compressed later, and renamed every day. Fails for what is no file, cannot be read, or is damaged.
sum_of() {
  local sum
  [[ -f $1 ]] || return 1
  if [[ $1 == *.gz ]]; then sum=$(gzip -cd "$1" | sha256sum); else sum=$(sha256sum <"$1"); fi || return 1
  printf '%s' "${sum%% *}"
}

collect_new() {
  local file sum
  find -L "$POSTURE_LOG_DIR" -mindepth 1 -regextype posix-extended -regex '.*\.log[.-][0-9]+(\.gz)?' -printf '%P\0' >"$partial/rotated" ||
    die "Not every folder below '$POSTURE_LOG_DIR' can be read: see above. Nothing was stored."
  cat "$store"/logs_*.manifest 2>/dev/null >"$partial/known" || true
  while IFS= read -r -d '' file; do
    if ! sum=$(sum_of "$POSTURE_LOG_DIR/$file"); then
      warn "'$POSTURE_LOG_DIR/$file' is no file, cannot be read, or is damaged. It is not archived."
      missing=$((missing + 1))
      continue
    fi
    ! grep -qF -e "content"$'\t'"$sum" "$partial/known" || continue
    printf '%s\0' "$file" >>"$partial/new"
    printf 'content\t%s\t%s\n' "$sum" "$file" >>"$partial/contents"
  done < <(LC_ALL=C sort -z "$partial/rotated")
}

archive() {
  local name
  name=logs_$(date +%Y%m%d_%H%M%S)
  tar --create --dereference --hard-dereference --directory "$POSTURE_LOG_DIR" --null --files-from "$partial/new" | seal "$name.tar.gz" is_whole_tar
  {
    printf 'taken_at\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    describe "$name.tar.gz"
    cat "$partial/contents"
  } >"$partial/$name.manifest"
  publish "$name.tar.gz" "$name.manifest"
  say "Stored $store/$(stored_name "$name.tar.gz"), $(wc -l <"$partial/contents") logs, $stored_bytes bytes"
}

[[ -z $POSTURE_BACKUP_RECIPIENTS ]] || need age
[[ -d $POSTURE_LOG_DIR ]] || die "There is no folder '$POSTURE_LOG_DIR'. Is POSTURE_LOG_DIR right?"
open_store logs
stored_bytes=0 missing=0
touch "$partial/contents"
collect_new
if [[ -s $partial/contents ]]; then
  archive
elif ((missing == 0)); then
  say "No rotated log in '$POSTURE_LOG_DIR' that is not archived yet"
fi
((missing == 0)) || die "$missing rotated logs are not archived: see above. Nothing was deleted."
prune 'logs_*.tar.gz*' "$POSTURE_LOG_KEEP_DAYS"
backup_succeeded
say "Log archive completed: every rotated log below '$POSTURE_LOG_DIR' is in $store"
