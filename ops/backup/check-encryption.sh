#!/usr/bin/env bash
# Once a month, where the private key is: every backup in the store is whole, encrypted, and can be decrypted with
# POSTURE_BACKUP_IDENTITY. Says each one that is not. Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"

is_sound() {
  if [[ $1 != *.age ]]; then
    warn "'$1' is not encrypted. Set POSTURE_BACKUP_RECIPIENTS, take another backup, and delete it."
    return 1
  fi
  if ! (check_stored "$1" && unseal "$1" >/dev/null); then
    warn "'$1' cannot be decrypted with '$POSTURE_BACKUP_IDENTITY', or is damaged."
    return 1
  fi
}

need age
[[ -r $POSTURE_BACKUP_IDENTITY ]] || die "POSTURE_BACKUP_IDENTITY = '$POSTURE_BACKUP_IDENTITY': the file with the private key expected."
checked=0 unsound=0
while IFS= read -r -d '' file; do
  checked=$((checked + 1))
  is_sound "$file" || unsound=$((unsound + 1))
done < <(find -L "$POSTURE_BACKUP_DIR" -mindepth 2 -maxdepth 2 -type f \( -name '*.gz' -o -name '*.gz.age' -o -name '*.sql' \) -print0)
((checked > 0)) || die "There is no backup below '$POSTURE_BACKUP_DIR'. Is POSTURE_BACKUP_DIR right?"
((unsound == 0)) || die "$unsound of $checked backups are not encrypted or not readable."
say "All $checked backups are encrypted, whole, and can be decrypted"
