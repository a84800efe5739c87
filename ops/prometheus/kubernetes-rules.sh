#!/usr/bin/env bash
# The rules as a PrometheusRule, for clusters with the Prometheus operator:
#   ops/prometheus/kubernetes-rules.sh > k8s/components/prometheus-operator/rules.yaml
set -euo pipefail
rules=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/rules
# A cluster's Prometheus watches others too. These would speak of their machines, exporters and probes: nodes and stores have alerts of
# their own there, backups are CronJobs, and who is called is Alertmanager's configuration (so escalation.yml and backup.yml are not here).
not_here=' PostureExporterDown PostureEntranceDown PostureCertificateExpiring PostureCertificateExpiringCritical PostureDatabaseDown PostureRedisDown
 PostureCpuWarning PostureCpuCritical PostureMemoryWarning PostureMemoryCritical PostureDiskWarning PostureDiskCritical '

cat <<'END'
# Made by ops/prometheus/kubernetes-rules.sh of ops/prometheus/rules: change those.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: posture
  labels:
    app.kubernetes.io/name: posture
spec:
  groups:
END
for file in records slo kpi losses availability security; do
  # A group's head waits for its first rule: there are groups of which none is left.
  awk -v not_here="${not_here//$'\n'/ }" '
    /^groups:/ { inside = 1; next }
    !inside || /^ *#/ || !NF { next }
    /^  - / { head = ""; in_rules = 0 }
    /^      - / { in_rules = 1; skipped = $2 == "alert:" && index(not_here, " " $3 " ") || $2 == "record:" && $3 ~ /:node_/ }
    !in_rules { head = head "  " $0 "\n"; next }
    !skipped { printf "%s  %s\n", head, $0; head = "" }' "$rules/$file.yml"
done
