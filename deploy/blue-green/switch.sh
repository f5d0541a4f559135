#!/usr/bin/env bash
# Blue-green behind nginx: sends the requests to the other set of API processes, tried first, and back again when it does not work.
#   deploy/blue-green/switch.sh green [version]
# Settings, from the environment:
#   LYCEUM_BLUE, LYCEUM_GREEN   addresses of the API processes of a colour, separated by blanks (127.0.0.1:3000 and :3001)
#   LYCEUM_LIVE_FILE            what nginx includes in its `upstream` (/etc/nginx/lyceum-live.conf; deploy/nginx/lyceum.conf says how)
#   LYCEUM_PUBLIC_URL           where people reach Lyceum, for the smoke test through nginx; SMOKE_CURL_OPTIONS for its curl
#   NGINX                       how nginx is called (nginx), for example 'nginx -c /etc/nginx/other.conf'
# The order of a release: migrate, start the processes of the other colour, this, and then stop those of the old one: SIGTERM lets
# them finish. Migrations are made so that the version before works on them, so going back is the same command with the other colour.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

wanted=${1:-}
version=${2:-}
live_file=${LYCEUM_LIVE_FILE:-/etc/nginx/lyceum-live.conf}
public_url=${LYCEUM_PUBLIC_URL:?Set LYCEUM_PUBLIC_URL to the address where people reach Lyceum.}
read -r -a nginx <<<"${NGINX:-nginx}"
case $wanted in
  blue) read -r -a processes <<<"${LYCEUM_BLUE:-127.0.0.1:3000}" ;;
  green) read -r -a processes <<<"${LYCEUM_GREEN:-127.0.0.1:3001}" ;;
  *)
    echo 'Usage: deploy/blue-green/switch.sh blue|green [version]' >&2
    exit 2
    ;;
esac

# Two at once would each put back what the other one made.
exec 9>"$live_file.lock"
flock --nonblock 9 || { echo 'Another switch is under way.' >&2; exit 1; }

put_live() {
  local new=$live_file.new
  printf '# %s, written by deploy/blue-green/switch.sh.\n' "$1" >"$new"
  printf 'server %s;\n' "${@:2}" >>"$new"
  mv "$new" "$live_file"
}

# The workers of before finish what they have; the new ones have the new upstream.
reload() { "${nginx[@]}" -t -q && "${nginx[@]}" -s reload; }

go_back() {
  echo "$1: back to what was live." >&2
  if [[ -f $live_file.before ]]; then
    cp "$live_file.before" "$live_file"
    reload
  else
    # Nothing was live, and what does not work shall not be taken by the next reload.
    rm -f "$live_file"
  fi
  exit 1
}

echo "Trying $wanted, before anybody is sent there:"
for process in "${processes[@]}"; do
  # Directly: what lies between, and its certificate, has its turn below.
  if ! SMOKE_CURL_OPTIONS='' "$folder/smoke-test.sh" "http://$process" "$version"; then
    echo "$process is not well. Nothing was changed." >&2
    exit 1
  fi
done

if [[ -f $live_file ]]; then cp "$live_file" "$live_file.before"; fi
put_live "$wanted" "${processes[@]}"
reload || go_back 'nginx does not take it'
echo "Requests go to $wanted. Trying it as people reach it:"
"$folder/smoke-test.sh" "$public_url" "$version" || go_back "$wanted does not work behind nginx"
echo "$wanted is live. Stop the processes of the other colour when you are sure: they finish what they have begun."
