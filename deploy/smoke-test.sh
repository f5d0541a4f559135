#!/usr/bin/env bash
# Whether a Lyceum works that was just put somewhere: deploy/smoke-test.sh <address> [version]
#   deploy/smoke-test.sh https://learn.example 0.2.0
# It needs no account and changes nothing. What curl has to be told besides (a certificate, --resolve, --unix-socket) stands
# in SMOKE_CURL_OPTIONS. The exit code is 0 only if everything was as it has to be.
set -euo pipefail

address=${1:?Usage: deploy/smoke-test.sh <address> [version]}
address=${address%/}
version=${2:-}
read -r -a options <<<"${SMOKE_CURL_OPTIONS:-}"
faults=0

# A server that gives way to another one closes connections that have just been opened, before it reads from them: those are
# opened anew, once, as every client does (RFC 9112, 9.3.1). 16: HTTP/2, 52: nothing came, 56: nothing more came.
ask() {
  local answer code=0 try
  for try in first again; do
    answer=$(curl --silent --show-error --max-time 10 ${options[@]+"${options[@]}"} "$@" 2>&1 | tr -d '\0') && break || code=$?
    [[ $code == 16 || $code == 52 || $code == 56 ]] || break
  done
  printf '%s' "$answer"
}

# What was asked, what the answer has to contain, and the answer.
expect() {
  if [[ $3 == *"$2"* ]]; then
    printf 'ok    %s\n' "$1"
    return
  fi
  printf 'FAULT %s: no %s in %s\n' "$1" "$2" "${3:0:300}"
  faults=$((faults + 1))
}

expect 'takes requests' '"status":"ok"' "$(ask "$address/health/ready")"
health=$(ask "$address/health")
# It says "degraded" while the mail provider is away as well, which no release is to blame for and one may mend.
wanted='"status":"ok"'
if [[ $health == *'"services"'* ]]; then wanted='"database":"up","redis":"up","queue":"up"'; fi
expect 'database, Redis and queue answer' "$wanted" "$health"
if [[ -n $version ]]; then expect "is version $version" "\"version\":\"$version\"" "$health"; fi
expect 'refuses who has no token' '"code":"token_missing"' "$(ask "$address/api/v1/users/me")"
# Reads the database and finds nothing.
expect 'answers what is public' '"status":404' "$(ask "$address/api/v1/public/event-types/smoke-test-nobody-has")"
expect 'knows no other path' '"code":"unknown_route"' "$(ask "$address/api/v1/smoke-test")"
expect 'shows the dashboard' '<div id="root"' "$(ask --header 'Accept: text/html' "$address/app")"
# A room that is not there says so once the connection is a WebSocket: what lies between has to pass the upgrade.
expect 'lets WebSockets through' ' 101 ' "$(ask --http1.1 --max-time 3 --include --output - --no-buffer \
  --header 'Connection: Upgrade' --header 'Upgrade: websocket' --header 'Sec-WebSocket-Version: 13' \
  --header 'Sec-WebSocket-Key: bHljZXVtLXNtb2tlLXRlcw==' --header 'Sec-WebSocket-Protocol: lyceum.rooms.v1' \
  "$address/api/v1/sessions/00000000-0000-7000-8000-000000000000/ws?clientId=4294967295")"

if ((faults > 0)); then
  printf '%s is not well: %d of the checks failed.\n' "$address" "$faults"
  exit 1
fi
printf '%s is well.\n' "$address"
