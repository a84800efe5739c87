#!/usr/bin/env bash
# Every day: failed logins, unusual traffic, the certificate. Settings: security.env.example.
#   daily.sh       0 all is well, 1 something to look at, 2 something could not be checked
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/report.sh
. "$here/lib/report.sh"
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/logs.sh
. "$here/lib/logs.sh"

access=$scratch/access
failed=$scratch/failed

check_failed_logins() {
  local errors=$POSTURE_LOG_DIR/error.log many logged unauthorized=0
  section 'Failed logins, last 24 hours'
  can_read "$errors" 'failed logins' || return 0
  read_log "$errors" 2 | awk -v since="$((now - 86400))" "$awk_functions"'
    $3 == "authentication" && $4 == "failed" && epoch($1) >= since { sub(/^ip:/, "", $5); count[$5]++ }
    END { for (it in count) print "failed\t" count[it] "\t" it }' >"$failed"
  counted_by "$failed" failed | sed -n 1,20p | show
  logged=$(awk '{ sum += $2 } END { print sum + 0 }' "$failed")
  [[ ! -s $access ]] || unauthorized=$(counted "$access" unauthorized)
  many=$(counted_by "$failed" failed "$POSTURE_FAILED_LOGINS" | wc -l)
  if ((many)); then
    look_at "$many addresses failed $POSTURE_FAILED_LOGINS times or more. Block them, or mend the device."
  elif [[ ! -s $access || $(counted "$access" requests) == 0 ]]; then
    could_not_check 'failed logins: none is logged, but no request is either. Does the server log into this folder?'
  elif ((logged * 2 < unauthorized)); then
    could_not_check "failed logins: $logged in $errors, but $unauthorized answers 401 in access.log, and each has a line in both. Which is stale?"
  else
    well "$logged failed logins, no address $POSTURE_FAILED_LOGINS times"
  fi
}

compare_with_day_before() {
  local today before
  today=$(counted "$access" requests) before=$(counted "$access" before)
  if ((before == 0)); then
    could_not_check "traffic: $today requests, but none of the day before is in the logs to compare with."
  elif ((today >= before * POSTURE_TRAFFIC_FACTOR)); then
    look_at "traffic: $today requests, the day before $before"
  else
    well "traffic: $today requests, the day before $before"
  fi
}

check_traffic() {
  section 'Traffic, last 24 hours (requests and openings of sockets, by address)'
  can_read "$POSTURE_LOG_DIR/access.log" 'traffic' || return 0
  counted_by "$access" address | sed -n 1,20p | show
  if (($(counted "$access" requests) == 0)); then
    could_not_check "traffic: no request of the last 24 hours is in $POSTURE_LOG_DIR/access.log."
    return
  fi
  compare_with_day_before
  refused_check "$access" traffic
}

check_nginx() {
  local counts=$scratch/nginx
  section "Traffic at nginx, last 24 hours, by address"
  if [[ -z $POSTURE_NGINX_LOG ]]; then
    left_out 'nginx: POSTURE_NGINX_LOG is empty'
    return
  fi
  can_read "$POSTURE_NGINX_LOG" nginx || return 0
  count_access "$POSTURE_NGINX_LOG" 1 nginx "$counts"
  counted_by "$counts" address | sed -n 1,20p | show
  if (($(counted "$counts" requests) == 0)); then
    could_not_check "nginx: no request of the last 24 hours is in $POSTURE_NGINX_LOG."
  else
    refused_check "$counts" nginx
  fi
}

check_certificate() {
  local ends begins
  section 'Certificate'
  can_read "$POSTURE_CERTIFICATE" certificate || return 0
  if ! ends=$(openssl x509 -in "$POSTURE_CERTIFICATE" -noout -enddate 2>"$scratch/openssl") ||
    ! begins=$(openssl x509 -in "$POSTURE_CERTIFICATE" -noout -startdate 2>"$scratch/openssl"); then
    could_not_check "certificate: '$POSTURE_CERTIFICATE': $(head -1 "$scratch/openssl")"
  elif (($(date -d "${begins#notBefore=}" +%s) > now)); then
    look_at "certificate: it is NOT VALID YET, from ${begins#notBefore=}"
  elif ! openssl x509 -in "$POSTURE_CERTIFICATE" -noout -checkend 0 >/dev/null; then
    look_at "certificate: it has EXPIRED, ${ends#notAfter=}"
  elif ! openssl x509 -in "$POSTURE_CERTIFICATE" -noout -checkend 1209600 >/dev/null; then
    look_at "certificate: it expires within 14 days, ${ends#notAfter=}"
  else
    well "certificate: valid until ${ends#notAfter=}"
  fi
}

if [[ -r $POSTURE_LOG_DIR/access.log ]]; then
  count_access "$POSTURE_LOG_DIR/access.log" 1 posture "$access"
fi
check_failed_logins
check_traffic
check_nginx
check_certificate
conclude
