#!/usr/bin/env bash
# Puts a backup into an empty database and checks what came of it: deploy/backup/restore.sh <file>
#   DATABASE_URL=postgres://…/lyceum_restored deploy/backup/restore.sh /var/backups/lyceum/lyceum-20270105T030000Z.dump
# It never writes into a database that has tables. The same command is the drill that shows that backups can be restored, into a
# database beside the real one, which nobody uses; docs/OPERATIONS.md says what else a real one takes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

file=${1:?Usage: deploy/backup/restore.sh <file>}
program=${PG_BIN:+$PG_BIN/}
whole_url=${DATABASE_URL:-}
# shellcheck source=deploy/backup/connection.sh
source "$root/deploy/backup/connection.sh"
need pg_restore
# Where Lyceum is not installed, for example: CHECK='docker run --rm -e DATABASE_URL lyceum dist/bundle/verify-restore.js'
read -r -a check <<<"${CHECK:-node $root/dist/bundle/verify-restore.js}"

if [[ -f $file.sha256 ]]; then (cd "$(dirname "$file")" && sha256sum --check --quiet "$(basename "$file").sha256"); fi
tables=$("${program}psql" --no-psqlrc --quiet --tuples-only --no-align --dbname "$DATABASE_URL" \
  --command "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')")
if [[ $tables != 0 ]]; then
  echo "The database of DATABASE_URL has $tables tables: make an empty one (createdb), and restore into that." >&2
  exit 1
fi

"${program}pg_restore" --dbname "$DATABASE_URL" --no-owner --no-privileges --exit-on-error --single-transaction "$file"
"${program}psql" --no-psqlrc --quiet --dbname "$DATABASE_URL" --command 'ANALYZE'
DATABASE_URL=$whole_url "${check[@]}"
