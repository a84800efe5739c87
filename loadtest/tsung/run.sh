#!/usr/bin/env bash
# Puts the load of posture.xml on a server with Tsung and prints rate and response times of the part in which all devices
# were there.
#
#   loadtest/tsung/run.sh ws://127.0.0.1:8000/ws [DEVICES [RATE_HZ [SECONDS]]]
set -euo pipefail

readonly RAMP_SECONDS=10
readonly USAGE="Usage: $0 ws://HOST[:PORT]/PATH [DEVICES [RATE_HZ [SECONDS]]]"

fail() { echo "FAILED: $*" >&2; exit 2; }
calculate() { awk "BEGIN { printf \"%.${2:-0}f\", ($1) }"; }

[[ ${1:-} =~ ^ws://([A-Za-z0-9.-]+)(:([0-9]+))?(/[A-Za-z0-9._/-]*)$ ]] || fail "$USAGE"
host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-80} path=${BASH_REMATCH[4]}
devices=${2:-200} rate=${3:-1} seconds=${4:-20}
[[ $devices =~ ^[1-9][0-9]{0,4}$ ]] || fail "DEVICES is $devices; give a whole number from 1 to 99999."
[[ $rate =~ ^[0-9]+(\.[0-9]+)?$ && $(calculate "$rate >= 0.1 && $rate <= 100") == 1 ]] || fail "RATE_HZ is $rate; give 0.1 to 100."
[[ $seconds =~ ^[1-9][0-9]{1,4}$ ]] || fail "SECONDS is $seconds; give a whole number from 10 to 99999."
command -v tsung >/dev/null || fail "tsung is not installed: apt-get install tsung."
limit=$(ulimit -n)
[[ $limit == unlimited || $limit -ge $((devices + 256)) ]] || fail "$devices devices need $((devices + 256)) open files: ulimit -n $((devices + 256))."

work=$(mktemp -d)
# Erlang's port mapper would outlive the run on its usual port; this one goes with it.
ERL_EPMD_PORT=$((20000 + $$ % 20000))
export ERL_EPMD_PORT HOME=$work
epmd -port "$ERL_EPMD_PORT" >/dev/null 2>&1 &
epmd=$!
trap 'kill "$epmd" 2>/dev/null; rm -rf "$work"' EXIT

# Those who come first go on until long after the last one is there.
frames=$(calculate "($seconds + 2 * $RAMP_SECONDS) * $rate")
entity() { sed -i "s|<!ENTITY $1 \"[^\"]*\">|<!ENTITY $1 \"$2\">|" "$work/posture.xml"; }
cp "$(dirname "$0")/posture.xml" "$work/posture.xml"
entity host "$host"
entity port "$port"
entity path "$path"
entity devices "$devices"
entity arrivals_per_second "$(calculate "2 * $devices / $RAMP_SECONDS" 1)"
entity ramp_seconds "$RAMP_SECONDS"
entity frames "$frames"
entity period_seconds "$(calculate "1 / $rate" 3)"
entity period_ms "$(calculate "1000 / $rate")"

echo "$devices devices at $rate Hz on $1: about $((seconds + 3 * RAMP_SECONDS)) s"
tsung -n -f "$work/posture.xml" -l "$work/log" start >"$work/output" 2>&1 || { cat "$work/output" >&2; fail "tsung did not run."; }
statistics=$(echo "$work"/log/*/tsung.log)
[[ -s $statistics ]] || { cat "$work/output" >&2; fail "tsung wrote no statistics."; }

# A line holds: name, count, mean and standard deviation of an interval, then figures of the whole run. While all devices are
# there, none connects or leaves: every request is a frame.
awk -v devices="$devices" -v seconds="$seconds" '
  /^# stats: dump at/ { begun = ended; ended = $5; wasFull = isFull }
  $1 != "stats:" { next }
  $2 == "users" { isFull = ($3 == devices) }
  $2 == "request" && isFull && wasFull { count += $3; sum += $3 * $4; squares += $3 * ($5 ^ 2 + $4 ^ 2); time += ended - begun }
  $2 ~ /^(error|nomatch|websocket_fail)/ { faults[$2] = $4 }
  END {
    for (name in faults) { printf "FAILED: %s: %d\n", name, faults[name] > "/dev/stderr"; failed = 1 }
    if (time < seconds - 1 || count == 0) { printf "FAILED: all %d devices were there for %d s only.\n", devices, time > "/dev/stderr"; exit 1 }
    mean = sum / count
    printf "measured            %d s\n", time
    printf "replies             %d, each the prediction for its frame\n", count
    printf "replies/s           %.1f\n", count / time
    printf "response mean       %.2f ms\n", mean
    printf "response deviation  %.2f ms\n", sqrt(squares / count - mean ^ 2)
    exit failed
  }' "$statistics"
