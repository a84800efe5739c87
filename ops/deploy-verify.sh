#!/usr/bin/env bash
# Checks a deployment: is it healthy, does it predict, is it fast. Ends with 1 when one of these does not hold, with 2 when
# it is asked wrongly.
#   ops/deploy-verify.sh [URL]             default http://localhost:8000
#   OPERATOR_TOKEN          token for a server that asks for one
#   POSTURE_VERIFY_COUNT    trial predictions that are timed, 20 to 10000 (100)
#   POSTURE_VERIFY_P95_MS   what 95 % of them, and /health, may take at most (100)
set -euo pipefail

usage() {
  sed -n '4,7s/^# \{0,3\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

url=${1:-http://localhost:8000}
count=${POSTURE_VERIFY_COUNT:-100}
limit_ms=${POSTURE_VERIFY_P95_MS:-100}
body='{"timestamp": 12345, "relativePitch": -10.5}'

refuse() {
  printf '%s\n' "$1" >&2
  exit 2
}

if (($# > 1)) || [[ ! $url =~ ^https?://[^/] ]]; then usage; fi
[[ $count =~ ^([2-9][0-9]|[1-9][0-9]{2,3}|10000)$ ]] || refuse "POSTURE_VERIFY_COUNT = '$count': a whole number from 20 to 10000 expected."
[[ $limit_ms =~ ^[1-9][0-9]{0,5}$ ]] || refuse "POSTURE_VERIFY_P95_MS = '$limit_ms': a whole number of milliseconds expected."
url=${url%/}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# By file: an argument would show the token to everybody who lists processes.
config=$scratch/curl
(umask 077 && printf 'silent\nshow-error\nmax-time = 10\n%s\n' \
  "${OPERATOR_TOKEN:+header = \"Authorization: Bearer $OPERATOR_TOKEN\"}" >"$config")

failures=0
pass() { printf 'ok      %s\n' "$1"; }
fail() {
  printf 'FAILED  %s\n' "$1"
  failures=$((failures + 1))
}

# ask NAME PATH [curl options…]: body into $scratch/NAME, prints "status milliseconds"; status 000 for no answer.
ask() {
  local name=$1 path=$2 answer
  shift 2
  answer=$(curl --config "$config" --output "$scratch/$name" --write-out '%{http_code} %{time_total}' "$@" "$url$path" \
    2>"$scratch/problem") || answer='000 0'
  awk '{ printf "%s %d\n", $1, $2 * 1000 + 0.5 }' <<<"$answer"
}

why() { [[ $1 == 000 ]] && head -c 300 "$scratch/problem" || printf 'HTTP %s %s' "$1" "$(head -c 300 "$scratch/$2" 2>/dev/null)"; }

predict() { ask "$1" /test-prediction --request POST --header 'Content-Type: application/json' --data "$body"; }

check_health() {
  local status ms
  read -r status ms < <(ask health /health)
  if [[ $status == 200 ]]; then pass "health: $url/health answers 200"; else fail "health: $(why "$status" health)"; fi
  [[ $status != 000 ]] || return 0
  if ((ms <= limit_ms)); then pass "performance: /health took $ms ms (at most $limit_ms)"; else fail "performance: /health took $ms ms (at most $limit_ms)"; fi
}

check_prediction() {
  local status hint='' field missing=()
  read -r status _ < <(predict prediction)
  if [[ $status != 200 ]]; then
    [[ $status != 401 ]] || hint=' (set OPERATOR_TOKEN)'
    fail "function: /test-prediction: $(why "$status" prediction)$hint"
    return 1
  fi
  for field in '"type":"prediction"' '"predicted_posture":[0-7][,}]' '"confidence":[0-9]' '"all_probabilities":\{"0":' \
    '"input_timestamp":12345[,}]' '"input_relative_pitch":-10\.5[,}]' '"server_timestamp":"' '"model_version":"[^"]'; do
    grep -qE "$field" "$scratch/prediction" || missing+=("$field")
  done
  if ((${#missing[@]})); then
    fail "function: the prediction lacks ${missing[*]}: $(head -c 300 "$scratch/prediction")"
    return 1
  fi
  pass "function: /test-prediction: $(grep -oE '"predicted_posture":[0-7]|"model_version":"[^"]*"' "$scratch/prediction" | paste -sd' ')"
}

# "70 HTTP 429, 2 no answer" of what failed.
statuses() {
  awk '$1 != 200 { count[$1 == "000" ? "no answer" : "HTTP " $1]++ } END { for (it in count) print count[it], it }' "$scratch/timed-all" |
    sort -nr | paste -sd, | sed 's/,/, /g'
}

limit_hint() {
  ! grep -qE '^429 ' "$scratch/timed-all" ||
    printf ': 429 is a limit (posture_limits_refused_total, docs/security.md): verify from an exempt address, or raise it'
}

check_speed() {
  local p95 failed
  for ((i = 0; i < count; i++)); do
    predict timed
  done >"$scratch/timed-all"
  failed=$(awk '$1 != 200' "$scratch/timed-all" | wc -l)
  # Refusals are fast: what they took says nothing of predictions.
  if ((failed)); then
    fail "performance: $failed of $count predictions failed ($(statuses)), so their speed is not judged$(limit_hint)"
    return
  fi
  p95=$(awk '{ print $2 }' "$scratch/timed-all" | sort -n | sed -n "$(((count * 95 + 99) / 100))p")
  if ((p95 <= limit_ms)); then
    pass "performance: p95 of $count predictions $p95 ms (at most $limit_ms), one connection each"
  else
    fail "performance: p95 of $count predictions $p95 ms (at most $limit_ms)"
  fi
}

check_health
if check_prediction; then check_speed; fi
if ((failures)); then
  printf '%s\n' "$failures checks failed."
  exit 1
fi
echo 'All checks passed.'
