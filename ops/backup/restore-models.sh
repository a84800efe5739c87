#!/usr/bin/env bash
# Restores model versions into POSTURE_MODELS_DIR, each checked file by file before it appears there.
#   restore-models.sh            every version in the store
#   restore-models.sh FILE…      for example /backup/models/posture_model_v2.1.0.tar.gz; its .age is found by the same name
# Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"
# shellcheck source=lib/files.sh
. "$here/lib/files.sh"

restore_model() {
  local incoming=$staging/incoming folder target
  check_stored "$1"
  need_key "$1"
  rm -rf "$incoming"
  mkdir "$incoming"
  unseal "$1" | tar --extract --directory "$incoming" --no-same-owner || die "'$1' cannot be unpacked: see above. Nothing of it was restored."
  folder=$(cd "$incoming" && echo */*)
  cmp -s <(grep '^content' "$manifest") <(checksums_below "$incoming/$folder") ||
    die "'$1' does not hold what its manifest says. Nothing of it was restored; take another backup."
  chmod -R u=rwX,go=rX "$incoming"
  target=$POSTURE_MODELS_DIR/$folder
  if [[ -e $target ]]; then
    cmp -s <(checksums_below "$incoming/$folder") <(checksums_below "$target") ||
      die "'$target' exists and differs from the backup. Move it away, then try again."
    say "$folder is there already, as it was backed up"
    return
  fi
  mkdir -p "${target%/*}"
  sync "$incoming"
  mv "$incoming/$folder" "$target"
  say "Restored $folder"
}

files=("$@")
((${#files[@]})) || mapfile -t files < <(find "$POSTURE_BACKUP_DIR/models/" -maxdepth 1 -type f -name '*_model_v*.tar.gz*' | LC_ALL=C sort)
((${#files[@]})) || die "There is no model in '$POSTURE_BACKUP_DIR/models'. Is POSTURE_BACKUP_DIR right?"
# Programs of other users load them.
umask 022
mkdir -p "$POSTURE_MODELS_DIR"
# On the same disk, so that a version appears whole.
staging=$(mktemp -d "$POSTURE_MODELS_DIR/.restoring-XXXXXX")
trap 'rm -rf "$staging"' EXIT
for file in "${files[@]}"; do
  restore_model "$(as_stored "$file")"
done
