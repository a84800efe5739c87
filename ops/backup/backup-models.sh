#!/usr/bin/env bash
# Backs up the models: NAME_model_vVERSION.tar.gz, or .tar.gz.age, each with a manifest. A version never changes, so one that is
# in the store already is compared, not stored again; none is ever pruned. Settings: backup.env.example.
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

# Without links to a version beside them, such as "latest": that is not another one.
model_folders() {
  local folder
  find -L "$POSTURE_MODELS_DIR" -mindepth 3 -maxdepth 3 -name manifest.json -printf '%h\n' | LC_ALL=C sort | while IFS= read -r folder; do
    [[ -L $folder && $(realpath "$folder") == "$(realpath "${folder%/*}")"/* ]] || printf '%s\n' "$folder"
  done
}

# Whether the store holds this version, whole and with the same content.
is_stored() {
  local file
  file=$(newest_in "$store" "$1.tar.gz*")
  [[ -n $file ]] || return 1
  check_stored "$store/$file"
  cmp -s <(grep '^content' "$manifest") <(checksums_below "$2") ||
    die "'$2' is not what was backed up as $file. A version never changes: give the new model a new version, or restore the old one."
  # From now on encrypted, if that was asked for since.
  [[ $file == "$(stored_name "$1.tar.gz")" ]] || { rm "$store/$file" "$manifest" && return 1; }
}

store_model() {
  tar --create --dereference --hard-dereference --directory "$POSTURE_MODELS_DIR" --sort=name "${2#"$POSTURE_MODELS_DIR"/}" | seal "$1.tar.gz" is_whole_tar
  {
    printf 'taken_at\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    describe "$1.tar.gz"
    checksums_below "$2"
  } >"$partial/$1.manifest"
  publish "$1.tar.gz" "$1.manifest"
  say "Stored $(stored_name "$1.tar.gz"), $stored_bytes bytes"
}

[[ -z $POSTURE_BACKUP_RECIPIENTS ]] || need age
POSTURE_MODELS_DIR=${POSTURE_MODELS_DIR%/}
[[ -d $POSTURE_MODELS_DIR ]] || die "There is no folder '$POSTURE_MODELS_DIR'. Is POSTURE_MODELS_DIR right?"
found=$(model_folders) || die "Not every folder below '$POSTURE_MODELS_DIR' can be read: see above. Its models would be missing from the backup."
mapfile -t folders < <(printf '%s' "${found:+$found$'\n'}")
((${#folders[@]})) || die "There is no model in '$POSTURE_MODELS_DIR': NAME/VERSION/manifest.json expected. Is POSTURE_MODELS_DIR right?"
open_store models
total_bytes=0
for folder in "${folders[@]}"; do
  family=${folder%/*}
  name=${family##*/}_model_v${folder##*/}
  require_files "$folder"
  if ! is_stored "$name" "$folder"; then
    store_model "$name" "$folder"
    total_bytes=$((total_bytes + stored_bytes))
  fi
done
stored_bytes=$total_bytes
backup_succeeded
say "Model backup completed: ${#folders[@]} versions in $store, $stored_bytes bytes new"
