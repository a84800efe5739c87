# shellcheck shell=bash
# Settings of all scripts: the environment first, then the file, then the defaults that backup.env.example states.

say() { printf '%s\n' "$*"; }
warn() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() {
  warn "$*"
  exit 1
}

need() {
  local program
  for program; do
    command -v "$program" >/dev/null || die "$program is not installed. Install it, for example: apt-get install $program"
  done
}

read_settings_file() {
  local file=${POSTURE_BACKUP_ENV:-/etc/posture/backup.env} key value
  if [[ ! -e $file ]]; then
    [[ -z ${POSTURE_BACKUP_ENV:-} ]] || die "POSTURE_BACKUP_ENV names '$file', which does not exist."
    return 0
  fi
  [[ -r $file ]] || die "'$file' cannot be read. Run as its owner."
  while IFS='=' read -r key value || [[ -n $key ]]; do
    [[ $key =~ ^[A-Z_]+$ ]] || continue
    [[ -v $key ]] || export "$key=$value"
  done <"$file"
}

require_number() {
  local name
  for name; do
    [[ ${!name} =~ ^0*([0-9]{1,9})$ ]] || die "$name = '${!name}': a whole number expected, below 1000000000."
    # A leading 0 would make it octal.
    printf -v "$name" %s "${BASH_REMATCH[1]}"
  done
}

read_settings_file
: "${POSTURE_BACKUP_DIR:=/backup}"
: "${POSTURE_DB_CONTAINER=posture_db}"
: "${POSTURE_DB_NAME:=posture_classification}"
: "${POSTURE_DB_USER:=posture_user}"
: "${POSTURE_BACKUP_RECIPIENTS:=}"
: "${POSTURE_BACKUP_IDENTITY:=}"
: "${POSTURE_BACKUP_KEEP_DAYS:=30}"
: "${POSTURE_BACKUP_KEEP_NEWEST:=7}"
: "${POSTURE_LOG_KEEP_DAYS:=365}"
: "${POSTURE_BACKUP_METRICS:=}"
: "${POSTURE_MODELS_DIR:=/opt/posture/models}"
: "${POSTURE_CONFIG_PATHS:=/opt/posture/ops /etc/posture}"
: "${POSTURE_LOG_DIR:=/var/log/posture_system}"
: "${POSTURE_DRILL_FRONTEND:=}"
: "${POSTURE_DRILL_URL:=}"
: "${POSTURE_DRILL_PORT:=18999}"
require_number POSTURE_BACKUP_KEEP_DAYS POSTURE_BACKUP_KEEP_NEWEST POSTURE_LOG_KEEP_DAYS POSTURE_DRILL_PORT
((POSTURE_BACKUP_KEEP_NEWEST > 0)) || die "POSTURE_BACKUP_KEEP_NEWEST = 0: at least one backup is kept. Give 1 or more."
