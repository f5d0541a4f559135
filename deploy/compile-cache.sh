#!/bin/sh
# Run as the image is built: fills NODE_COMPILE_CACHE with what V8 compiles at a start of the programs, for the user of the
# container. They load everything, and end, because there is nothing that they could connect to.
set -eu
user=$1
install -d -o "$user" "$NODE_COMPILE_CACHE"
secret=$(node -p 'require("node:crypto").randomBytes(48).toString("hex")')
for program in main worker; do
  code=0
  setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups \
    env "JWT_SECRET=$secret" DATABASE_URL=postgres://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1 \
    PUBLIC_URL=https://lyceum.invalid EMAIL_PROVIDER=smtp SMTP_URL=smtp://127.0.0.1:1 \
    node "dist/bundle/$program.js" >/dev/null 2>&1 || code=$?
  [ "$code" = 1 ]
done
# One for each user, and that of this one has something in it.
[ -n "$(ls "$NODE_COMPILE_CACHE"/*-"$(id -u "$user")")" ]
chown -R root:root "$NODE_COMPILE_CACHE"
chmod -R a=rX "$NODE_COMPILE_CACHE"
