#!/usr/bin/env bash
# Proves that the newest backups can be restored: the database into a scratch database, every row count and checksum against the
# manifest; the models into a scratch folder, and one prediction by them. Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"
# shellcheck source=lib/metrics.sh
. "$here/lib/metrics.sh"
# shellcheck source=lib/database.sh
. "$here/lib/database.sh"
# shellcheck source=lib/restore.sh
. "$here/lib/restore.sh"
# shellcheck source=lib/prediction.sh
. "$here/lib/prediction.sh"

clean_up() {
  stop_frontend
  rm -rf "$scratch" "$partial"
  [[ -z ${created_database:-} ]] || drop_database "$created_database" || true
}

drill_succeeded() {
  write_metrics posture_restore_drill <<END
# HELP posture_restore_drill_last_success_timestamp_seconds When the newest backups were last restored and compared.
# TYPE posture_restore_drill_last_success_timestamp_seconds gauge
posture_restore_drill_last_success_timestamp_seconds $(date +%s)
# HELP posture_restore_drill_backup_timestamp_seconds When the database backup of that drill was taken.
# TYPE posture_restore_drill_backup_timestamp_seconds gauge
posture_restore_drill_backup_timestamp_seconds $(date -d "$taken_at" +%s)
# HELP posture_restore_drill_duration_seconds How long that drill took.
# TYPE posture_restore_drill_duration_seconds gauge
posture_restore_drill_duration_seconds $(($(date +%s) - started))
END
}

[[ -n $POSTURE_DRILL_FRONTEND$POSTURE_DRILL_URL ]] ||
  die "Nothing can predict. Set POSTURE_DRILL_FRONTEND, or POSTURE_DRILL_URL: see backup.env.example."
need curl
require_room "drill_$$"
need_postgres
open_store database
newest=$(newest_backup)
check_stored "$newest"
need_key "$newest"
taken_at=$(manifest_value taken_at)
scratch_database=${POSTURE_DB_NAME}_drill_$$
scratch=$(mktemp -d "${TMPDIR:-/tmp}/posture-drill-XXXXXX")
trap clean_up EXIT
say "Restoring $newest, taken at $taken_at, $(manifest_rows)"
restore_into "$scratch_database" "$newest"
say "Every row count and checksum is as in the manifest"
# Readable for the user of a container.
chmod 755 "$scratch"
mkdir -m 777 "$scratch/data"
POSTURE_MODELS_DIR=$scratch/models "$here/restore-models.sh"
chmod 755 "$scratch/models"
prove_prediction "$scratch"
drill_succeeded
say "Restore drill completed: $newest, $(($(date +%s) - started)) s"
