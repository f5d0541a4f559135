# Read by backup.sh and restore.sh: DATABASE_URL without its password, which goes to libpq by the environment, because everybody on a
# machine sees the arguments of its programs.
: "${DATABASE_URL:?Set DATABASE_URL to the database.}"
if [[ $DATABASE_URL =~ ^(postgres(ql)?://[^:/@]+):([^@]*)@(.*)$ ]]; then
  encoded=${BASH_REMATCH[3]//\\/\\\\}
  DATABASE_URL=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
  PGPASSWORD=$(printf '%b' "${encoded//%/\\x}")
  export PGPASSWORD
fi
