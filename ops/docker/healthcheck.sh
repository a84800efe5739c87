#!/usr/bin/env bash
# Exits with 0 when the process of this container answers a path with 200. The image has no curl, and bash can do it.
#   healthcheck /health/ready
set -euo pipefail
path=${1:?path missing, for example /health/ready}
port=${ASPNETCORE_URLS##*:}
port=${port%%/*}

exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$path" >&3
read -r -t 4 status <&3
[[ $status == HTTP/1.*' 200 '* ]] || { echo "$path: $status"; exit 1; }
