#!/usr/bin/env bash
# Once a month: every backup in the store is whole and encrypted, and, where the private key is (POSTURE_BACKUP_IDENTITY), can be
# decrypted. Says each one that is not. Settings: backup.env.example.
#   check-encryption.sh    0 all is well, 1 a backup is not, 2 all that can be checked without the private key is well
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"

is_sound() {
  if ! is_encrypted "$1"; then
    warn "'$1' is not encrypted. Set POSTURE_BACKUP_RECIPIENTS, take another backup, and delete it."
    return 1
  fi
  (check_stored "$1") || return 1
  [[ $has_key == yes ]] || return 0
  if ! (need_key "$1") || ! unseal "$1" >/dev/null; then
    warn "'$1' cannot be decrypted with '$POSTURE_BACKUP_IDENTITY'."
    return 1
  fi
}

has_key=no
if [[ -n $POSTURE_BACKUP_IDENTITY ]]; then
  need age
  [[ -f $POSTURE_BACKUP_IDENTITY && -r $POSTURE_BACKUP_IDENTITY ]] ||
    die "POSTURE_BACKUP_IDENTITY = '$POSTURE_BACKUP_IDENTITY': a file with a private key expected, or nothing."
  has_key=yes
fi
checked=0 unsound=0
while IFS= read -r -d '' file; do
  checked=$((checked + 1))
  is_sound "$file" || unsound=$((unsound + 1))
done < <(find -L "$POSTURE_BACKUP_DIR" -mindepth 2 -maxdepth 2 -type f \( -name '*.gz' -o -name '*.gz.age' -o -name '*.sql' \) -print0)
((checked > 0)) || die "There is no backup below '$POSTURE_BACKUP_DIR'. Is POSTURE_BACKUP_DIR right?"
((unsound == 0)) || die "$unsound of $checked backups are not encrypted or not readable."
if [[ $has_key == no ]]; then
  say "All $checked backups are whole, and encrypted by their headers."
  warn "COULD NOT CHECK that they can be decrypted: POSTURE_BACKUP_IDENTITY names no private key. Run this where one is."
  exit 2
fi
say "All $checked backups are encrypted, whole, and can be decrypted"
