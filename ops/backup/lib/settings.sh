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

settings_files+=("${BASH_SOURCE[0]}")

# The settings that there are: those that have a default, and what names the files.
known_settings() {
  sed -nE 's/^: "\$\{([A-Z_]+).*/\1/p' "${settings_files[@]}"
  printf '%s\n' POSTURE_BACKUP_ENV POSTURE_SECURITY_ENV
}

# require_known NAME WHERE: a misspelt setting would have no effect, and its backups no encryption.
require_known() {
  local known
  known=$(known_settings)
  ! grep -qxF -e "$1" <<<"$known" || return 0
  die "$2: $1 is no setting of these scripts. Is $(awk -v word="$1" -f "${settings_files[-1]%/*}/nearest.awk" <<<"$known") meant?"
}

# read_value TEXT WHERE: leaves in $value what a shell would read, and refuses what it would change.
read_value() {
  local single="^'([^']*)'$" double='^"([^"\\$`]*)"$' special="[\"'\\\\\$\`]|[[:space:]]#"
  value=${1%"${1##*[![:space:]]}"}
  if [[ $value =~ $single || $value =~ $double ]]; then
    value=${BASH_REMATCH[1]}
  elif [[ $value =~ $special ]]; then
    die "$2: a value with a quote, \\, \$, \` or # in it stands in single quotes as a whole, with nothing behind it."
  fi
}

read_settings_file() {
  local file=${POSTURE_BACKUP_ENV:-/etc/posture/backup.env} line value number=0
  if [[ ! -e $file ]]; then
    [[ -z ${POSTURE_BACKUP_ENV:-} ]] || die "POSTURE_BACKUP_ENV names '$file', which does not exist."
    return 0
  fi
  [[ -r $file ]] || die "'$file' cannot be read. Run as its owner."
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    [[ ! $line =~ ^[[:space:]]*(#|$) ]] || continue
    [[ $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || die "$file, line $number: KEY=value expected, without blanks around '='."
    local key=${BASH_REMATCH[1]}
    [[ $key != POSTURE_* ]] || require_known "$key" "$file, line $number"
    read_value "${BASH_REMATCH[2]}" "$file, line $number"
    [[ -v $key ]] || export "$key=$value"
  done <"$file"
}

# Other programs have variables that begin with POSTURE_ alone.
refuse_unknown_variables() {
  local name
  for name in "${!POSTURE_BACKUP_@}" "${!POSTURE_DRILL_@}"; do
    require_known "$name" 'the environment'
  done
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
refuse_unknown_variables
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
