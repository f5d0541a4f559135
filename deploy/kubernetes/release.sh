#!/usr/bin/env bash
# Puts a release on a cluster in the order that it needs: deploy/kubernetes/release.sh <overlay> [version]
#   deploy/kubernetes/release.sh deploy/kubernetes/learn 0.2.0
# Settings and policies first, then the migrations, then a rolling update of the processes, then the smoke test of PUBLIC_URL; what
# does not become ready, or does not pass, is rolled back. Migrations are made so that the version before works on them.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

overlay=${1:?Usage: deploy/kubernetes/release.sh <overlay> [version]}
version=${2:-}
namespace=lyceum
deployments=(lyceum-api lyceum-worker lyceum-executor)
manifests=$(mktemp)
trap 'rm -f "$manifests"' EXIT

kubectl kustomize "$overlay" >"$manifests"
kubectl --namespace "$namespace" delete job lyceum-migrate --ignore-not-found --wait
kubectl apply --filename "$manifests" \
  --selector "app.kubernetes.io/name notin ($(IFS=,; echo "${deployments[*]}"))"

# A Job that failed for good never completes, so it is not waited for by its completion alone.
until [[ $(kubectl --namespace "$namespace" get job lyceum-migrate \
  --output 'jsonpath={.status.conditions[?(@.status=="True")].type}') =~ (Complete|Failed) ]]; do sleep 2; done
kubectl --namespace "$namespace" logs job/lyceum-migrate --tail 20
if [[ ${BASH_REMATCH[1]} == Failed ]]; then
  echo 'The migrations failed. The processes of before go on, on the schema that they had.' >&2
  exit 1
fi

revision_of() {
  kubectl --namespace "$namespace" get deployment "$1" --ignore-not-found \
    --output 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}'
}

declare -A before
for deployment in "${deployments[@]}"; do before[$deployment]=$(revision_of "$deployment"); done

# To what was there, and only what this release has changed. One that cannot go back does not keep the others from it.
go_back() {
  echo "$1: rolling back." >&2
  for deployment in "${deployments[@]}"; do
    former=${before[$deployment]}
    if [[ -z $former || $(revision_of "$deployment") == "$former" ]]; then continue; fi
    kubectl --namespace "$namespace" rollout undo "deployment/$deployment" --to-revision "$former" ||
      echo "$deployment was NOT rolled back." >&2
  done
  exit 1
}

kubectl apply --filename "$manifests"
for deployment in "${deployments[@]}"; do
  kubectl --namespace "$namespace" rollout status "deployment/$deployment" --timeout 10m || go_back "$deployment does not become ready"
done
url=$(sed -n 's/^ *PUBLIC_URL: *//p' "$manifests" | head -n 1)
"$folder/smoke-test.sh" "$url" "$version" || go_back 'The smoke test failed'
