#!/usr/bin/env bash
# Copies the database into one file, checks it, and removes old ones: deploy/backup/backup.sh <folder>
#   DATABASE_URL=postgres://… BACKUP_KEEP_DAYS=14 deploy/backup/backup.sh /var/backups/lyceum
# It takes pg_dump of at least the server's version, from the path or from PG_BIN. The file is made under another name and renamed
# when it is whole, with its checksum beside it. Everything of Lyceum is in the database; what waits in Redis is made anew
# from there. ENCRYPTION_SECRET and JWT_SECRET are not in it, and a backup is of little use without them: keep them elsewhere.
set -euo pipefail

folder=${1:?Usage: deploy/backup/backup.sh <folder>}
keep_days=${BACKUP_KEEP_DAYS:-14}
program=${PG_BIN:+$PG_BIN/}
# shellcheck source=deploy/backup/connection.sh
source "$(dirname "${BASH_SOURCE[0]}")/connection.sh"

need pg_dump
umask 077
mkdir -p "$folder"
file=$folder/lyceum-$(date --utc +%Y%m%dT%H%M%SZ).dump
trap 'rm -f "$file.part"' EXIT

# One snapshot: nothing that is committed meanwhile is in it, and nothing is locked against it but changes of the schema.
"${program}pg_dump" --dbname "$DATABASE_URL" --format custom --compress zstd:3 --no-owner --no-privileges --lock-wait-timeout 60s \
  --file "$file.part"
# The list of contents stands at the beginning and its data behind it, so this also reads what a full disk would have cut off.
"${program}pg_restore" --file /dev/null "$file.part"
(cd "$folder" && mv "$file.part" "$file" && sha256sum "$(basename "$file")" >"$file.sha256")
if [[ -n ${BACKUP_METRICS_FILE:-} ]]; then
  # For the node exporter; the alert LyceumBackupMissing reads it.
  printf 'lyceum_backup_last_success_timestamp_seconds %s\n' "$(date +%s)" >"$BACKUP_METRICS_FILE.part"
  chmod 644 "$BACKUP_METRICS_FILE.part"
  mv "$BACKUP_METRICS_FILE.part" "$BACKUP_METRICS_FILE"
fi
# Only what is older than the newest: a backup that fails for weeks removes nothing.
find "$folder" -name 'lyceum-*.dump*' -mtime "+$keep_days" ! -newer "$file" ! -path "$file*" -delete
echo "$file ($(du -h "$file" | cut -f 1))"
