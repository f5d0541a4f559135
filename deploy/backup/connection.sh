# Read by backup.sh and restore.sh: DATABASE_URL without its password, which goes to libpq by the environment, because everybody on a
# machine sees the arguments of its programs.
: "${DATABASE_URL:?Set DATABASE_URL to the database.}"
if [[ $DATABASE_URL =~ ^(postgres(ql)?://[^:/@]+):([^@]*)@(.*)$ ]]; then
  encoded=${BASH_REMATCH[3]//\\/\\\\}
  DATABASE_URL=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
  PGPASSWORD=$(printf '%b' "${encoded//%/\\x}")
  export PGPASSWORD
fi

# Ends with a sentence where a program of the client of PostgreSQL is missing, or too old to know what a backup of Lyceum is made with.
need() {
  local version state='not installed'
  version=$("${PG_BIN:+$PG_BIN/}$1" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9]*\).*/\1/p') || version=
  if [[ -n $version ]]; then state="of PostgreSQL $version"; fi
  if ((${version:-0} < 18)); then
    echo "$1 is $state: install the client of PostgreSQL 18, or set PG_BIN to its folder." >&2
    exit 1
  fi
}
