#!/usr/bin/env bash
# Every month: known vulnerabilities, secrets in the source, encryption of backups, who may do what. Settings: security.env.example.
#   monthly.sh [--accept]    0 all is well, 1 something to look at, 2 something could not be checked
#   --accept                 takes accounts, devices and roles as reviewed
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/report.sh
. "$here/lib/report.sh"
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=../backup/lib/encryption.sh
. "$here/../backup/lib/encryption.sh"
# shellcheck source=lib/accepted.sh
. "$here/lib/accepted.sh"
# shellcheck source=lib/rights.sh
. "$here/lib/rights.sh"

# run_scan SCRIPT WHAT: one of the scripts that look at the source, with their 0, 1 and 2.
run_scan() {
  local script=$POSTURE_SOURCE/ops/security/$1 status=0
  section "$2"
  if [[ ! -x $script ]]; then
    could_not_check "$2: there is no '$script'. Set POSTURE_SOURCE to a clone of the version that runs."
    return
  fi
  "$script" >"$scratch/scan" 2>&1 || status=$?
  show <"$scratch/scan"
  case $status in
    0) well "$2" ;;
    1) look_at "$2: above" ;;
    *) could_not_check "$2: above" ;;
  esac
}

check_backups() {
  local file lost all=0 plain=()
  section 'Encryption of backups'
  if [[ ! -d $POSTURE_BACKUP_DIR || ! -r $POSTURE_BACKUP_DIR ]]; then
    could_not_check "backups: '$POSTURE_BACKUP_DIR' is not there, or cannot be read."
    return
  fi
  find -L "$POSTURE_BACKUP_DIR" -type f ! -name '*.manifest' ! -name .lock -print0 >"$scratch/files" 2>"$scratch/find" ||
    could_not_check "backups: not every folder can be read: $(head -1 "$scratch/find")"
  lost=$(find -L "$POSTURE_BACKUP_DIR" -type l -print -quit 2>/dev/null || true)
  [[ -z $lost ]] || could_not_check "backups: '$lost' is a link to nothing."
  while IFS= read -r -d '' file; do
    all=$((all + 1))
    is_encrypted "$file" || plain+=("$file")
  done <"$scratch/files"
  if ((all == 0)); then
    could_not_check "backups: there is none below '$POSTURE_BACKUP_DIR'."
  elif ((${#plain[@]})); then
    look_at "backups: ${#plain[@]} of $all files are not encrypted. Set POSTURE_BACKUP_RECIPIENTS, back up again, delete them."
    printf '%s\n' "${plain[@]:0:20}" | show
  else
    well "backups: $all files, all encrypted. That they can be decrypted: check-encryption.sh, where the private key is"
  fi
}

read_accept "$@"
run_scan scan-vulnerabilities.sh 'Known vulnerabilities'
run_scan find-secrets.sh 'Secrets in the source'
check_backups
check_accounts
check_devices
check_roles
conclude
