# shellcheck shell=bash
# Backups that only somebody with a private key can read. Needs settings.sh.

# is_encrypted FILE: by age, by its first line. No key is needed for that.
is_encrypted() { [[ $1 == *.age && $(head -c 21 "$1" | tr -d '\0') == age-encryption.org/v1 ]]; }

encrypt() {
  local recipient arguments=()
  for recipient in $POSTURE_BACKUP_RECIPIENTS; do
    arguments+=(--recipient "$recipient")
  done
  if ((${#arguments[@]})); then age "${arguments[@]}"; else cat; fi
}

decrypt() { age --decrypt --identity "$POSTURE_BACKUP_IDENTITY" "$1"; }

# opens FILE: whether the private key is one of those that FILE was encrypted for.
opens() { [[ $(decrypt "$1" 2>/dev/null | head -c 1 | wc -c) == 1 ]]; }

# need_key FILE: before anything is done with it. That there is no key says nothing against a backup.
need_key() {
  [[ $1 == *.age ]] || return 0
  need age
  [[ -f $POSTURE_BACKUP_IDENTITY && -r $POSTURE_BACKUP_IDENTITY ]] ||
    die "'$1' is encrypted, and POSTURE_BACKUP_IDENTITY = '$POSTURE_BACKUP_IDENTITY' names no file with a private key that can be read." \
      "Nothing is wrong with the backup: POSTURE_BACKUP_IDENTITY=FILE ${0##*/} …"
  opens "$1" ||
    die "'$1' is encrypted for other keys than the one in POSTURE_BACKUP_IDENTITY = '$POSTURE_BACKUP_IDENTITY'." \
      "Nothing is wrong with the backup: name the file of another key."
}
