#!/usr/bin/env bash
# Every week: security updates, the firewall, listening ports, the access log. Run it as root. Settings: security.env.example.
#   weekly.sh [--accept]     0 all is well, 1 something to look at, 2 something could not be checked
#   --accept                 takes the rules of the firewall as reviewed
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/report.sh
. "$here/lib/report.sh"
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/logs.sh
. "$here/lib/logs.sh"
# shellcheck source=lib/accepted.sh
. "$here/lib/accepted.sh"

check_updates() {
  local waiting
  section 'Updates of packages'
  if ! command -v apt-get >/dev/null; then
    could_not_check 'updates: apt is not installed on this machine.'
    return
  fi
  # Without fresh lists nothing is ever upgradable.
  if ! apt-get update -qq -o APT::Update::Error-Mode=any >"$scratch/apt" 2>&1; then
    could_not_check "updates: apt-get update failed: $(head -c 300 "$scratch/apt")"
    return
  fi
  if ! waiting=$(LC_ALL=C apt list --upgradable 2>/dev/null); then
    could_not_check 'updates: apt list failed.'
    return
  fi
  waiting=$(grep '\[upgradable' <<<"$waiting" || true)
  if [[ -n $waiting ]]; then
    look_at "updates: $(wc -l <<<"$waiting") wait, $(grep -c -- '-security' <<<"$waiting" || true) of them security updates"
    head -30 <<<"$waiting" | show
  else
    well 'updates: none waits'
  fi
}

# Of nft without its counters, or of iptables. Fails where neither can be asked.
firewall_rules() {
  if command -v nft >/dev/null; then
    nft --stateless list ruleset
  else
    iptables -S && ip6tables -S
  fi
}

check_firewall() {
  local rules
  section 'Firewall'
  if ! rules=$(firewall_rules 2>"$scratch/firewall"); then
    could_not_check "firewall: neither nft nor iptables says its rules: $(head -1 "$scratch/firewall")"
  elif ! grep -qiE 'drop|reject' <<<"$rules"; then
    look_at 'firewall: no rule drops or rejects anything, so every open port is reached from everywhere'
  else
    compare_with_accepted firewall 'rules of the firewall' "$rules"
  fi
}

# "ADDRESS:PORT PROCESS" of what listens, tcp and udp, but for loopback.
listening() {
  { ss -Hltnp && ss -Hlunp; } | awk '$4 !~ /^(127\.|\[::1\]|\[::ffff:127\.)/ { print $4, $6 }' | sort -u
}

check_ports() {
  local open unexpected
  section 'Ports that listen wider than loopback'
  if ! open=$(listening 2>"$scratch/ports"); then
    could_not_check "ports: ss failed: $(head -1 "$scratch/ports")"
    return
  fi
  unexpected=$(awk -v expected=" $POSTURE_OPEN_PORTS " '{ port = $1; sub(/.*:/, "", port); if (NF && !index(expected, " " port " ")) print }' <<<"$open")
  if [[ -n $unexpected ]]; then
    look_at "ports: not among POSTURE_OPEN_PORTS ($POSTURE_OPEN_PORTS):"
    show <<<"$unexpected"
  else
    well "ports: only $POSTURE_OPEN_PORTS"
  fi
}

check_access_log() {
  local counts=$scratch/access oldest
  section 'Access log, last 7 days'
  can_read "$POSTURE_LOG_DIR/access.log" 'access log' || return 0
  count_access "$POSTURE_LOG_DIR/access.log" 7 posture "$counts"
  awk -F '\t' '$1 == "status" { print $3 "\t" $2 }' "$counts" | sort -k 2 | show
  counted_by "$counts" address | sed -n 1,20p | show
  oldest=$(counted "$counts" oldest)
  if ((oldest > now - 6 * 86400)); then
    could_not_check "access log: it begins $(((now - oldest) / 86400)) days ago, so it is not the whole week"
  elif (($(counted "$counts" requests) == 0)); then
    could_not_check 'access log: no request of the last 7 days is in it.'
    return
  fi
  refused_check "$counts" 'access log'
}

read_accept "$@"
check_updates
check_firewall
check_ports
check_access_log
conclude
