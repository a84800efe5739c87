#!/usr/bin/env bash
# Unpacks a backup of the configuration into an empty or new folder, checked file by file, so that what is needed can be compared
# and copied from there. Secrets are not in it: the manifest lists which files were left out.
#   restore-config.sh FILE FOLDER     FILE may be "newest"; without its .age it is found too
# Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"
# shellcheck source=lib/files.sh
. "$here/lib/files.sh"

(($# == 2)) || die "Usage: ${0##*/} FILE|newest FOLDER"
file=$1 folder=$2
if [[ $file == newest ]]; then
  name=$(newest_in "$POSTURE_BACKUP_DIR/config" 'config_backup_*.tar.gz*')
  [[ -n $name ]] || die "There is no backup in '$POSTURE_BACKUP_DIR/config'. Is POSTURE_BACKUP_DIR right?"
  file=$POSTURE_BACKUP_DIR/config/$name
fi
file=$(as_stored "$file")
check_stored "$file"
need_key "$file"
umask 077
mkdir -p "$folder" || die "'$folder' cannot be made. Name another folder."
[[ -z $(ls -A "$folder") ]] || die "'$folder' is not empty. Name another folder: nothing is overwritten."
unseal "$file" | tar --extract --directory "$folder" --no-same-owner || die "'$file' cannot be unpacked: see above."
# The manifest has absolute paths, the archive the same without the first slash.
cmp -s <(grep '^content' "$manifest" | LC_ALL=C sort) <(checksums_below "$folder" | sed -E 's|^(content\t[^\t]*\t)|\1/|' | LC_ALL=C sort) ||
  die "'$folder' does not hold what the manifest of '$file' says. Restore an older one, and take another backup."
say "Restored $file, taken at $(manifest_value taken_at), into $folder"
awk -F '\t' '$1 == "left_out" { print "Not in it, a secret: " $2 }' "$manifest"
