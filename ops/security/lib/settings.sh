# shellcheck shell=bash
# Settings of the checks: the environment first, then security.env, then the defaults that security.env.example states. Where logs,
# backups and the database are the scripts of ops/backup know already.

settings_files=("${BASH_SOURCE[0]}")
# shellcheck source=../backup/lib/settings.sh
. "${BASH_SOURCE[0]%/*}/../../backup/lib/settings.sh"

read_security_file() {
  local file=${POSTURE_SECURITY_ENV:-/etc/posture/security.env}
  if [[ -e $file || -n ${POSTURE_SECURITY_ENV:-} ]]; then
    POSTURE_BACKUP_ENV=$file read_settings_file
  fi
}

read_security_file
: "${POSTURE_CERTIFICATE:=/etc/ssl/certs/posture-system.crt}"
: "${POSTURE_NGINX_LOG=/var/log/nginx/access.log}"
: "${POSTURE_FAILED_LOGINS:=20}"
: "${POSTURE_REFUSED_REQUESTS:=100}"
: "${POSTURE_TRAFFIC_FACTOR:=3}"
: "${POSTURE_OPEN_PORTS:=22 80 443}"
: "${POSTURE_ACCEPTED_DIR:=/etc/posture/accepted}"
: "${POSTURE_URL:=http://localhost:8000}"
: "${POSTURE_SOURCE:=/opt/posture/source}"
require_number POSTURE_FAILED_LOGINS POSTURE_REFUSED_REQUESTS POSTURE_TRAFFIC_FACTOR
