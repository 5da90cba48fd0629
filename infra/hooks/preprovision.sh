#!/bin/sh
# Checks what a deployment needs before it starts, and prints everything that is missing at once.
set -eu

missing=0
miss() {
  missing=$((missing + 1))
  printf 'Missing: %s\n' "$1" >&2
}

# The deployment defines roles and assigns them; the role "Role Based Access Control Administrator" may only assign.
can_grant() {
  roles=$(az role assignment list --assignee "$principal" --scope "$1" --include-inherited --include-groups \
    --query '[].roleDefinitionName' --output tsv 2>/dev/null) || return 1
  printf '%s\n' "$roles" | grep -qxE 'Owner|User Access Administrator'
}

check_access() { # scope
  if ! can_grant "$1"; then
    miss "the role Owner or User Access Administrator on $1; the app's identities get their roles there. If a custom role gives you that right, set SKIP_ACCESS_CHECK=true"
  fi
}

check_provider() { # namespace
  state=$(az provider show --namespace "$1" --subscription "$home_subscription" --query registrationState --output tsv 2>/dev/null || true)
  [ "$state" = Registered ] || miss "resource provider $1; run: az provider register --namespace $1 --subscription $home_subscription"
}

# Splits a JSON array of strings into lines: ids hold neither quotes nor commas.
lines() { printf '%s' "$1" | tr -d '[]" \n\t' | tr ',' '\n'; echo; }

# Subscriptions that tags are looked for in: the app gets read access there.
discovered() { [ "${DISCOVER_BY_TAG:-false}" != true ] || lines "${DISCOVER_SUBSCRIPTIONS:-[]}"; }

target_groups=${TARGET_RESOURCE_GROUP_IDS:-[]}
for id in $(lines "$target_groups"); do
  printf '%s\n' "$id" | grep -qiE '^/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+$' ||
    miss "TARGET_RESOURCE_GROUP_IDS holds '$id'; it must be /subscriptions/<id>/resourceGroups/<name>"
done

for id in $(lines "${DISCOVER_SUBSCRIPTIONS:-[]}"); do
  printf '%s\n' "$id" | grep -qiE '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' ||
    miss "DISCOVER_SUBSCRIPTIONS holds '$id'; it must be the id of a subscription"
done

printf '%s' "${EXTRA_APP_SETTINGS:-[]}" | tr '\n' ' ' | grep -qE '^ *\[ *("[A-Za-z][A-Za-z0-9_.]*=[^"]*" *(, *"[A-Za-z][A-Za-z0-9_.]*=[^"]*" *)*)?\] *$' ||
  miss "a list of settings in EXTRA_APP_SETTINGS; it must be a JSON array such as [\"Shadow__ShadowCostPerDay=5\"]"

if ! command -v az >/dev/null 2>&1; then
  if [ "${SKIP_ACCESS_CHECK:-false}" != true ]; then
    miss "the Azure CLI (az), which checks your permissions; install it, or set SKIP_ACCESS_CHECK=true"
  fi
elif ! az account show --output none 2>/dev/null; then
  miss "a login of the Azure CLI; run: az login"
elif [ "${SKIP_ACCESS_CHECK:-false}" != true ]; then
  # A new environment has not been told its subscription yet; the CLI's own is the one azd will propose.
  home_subscription=${AZURE_SUBSCRIPTION_ID:-$(az account show --query id --output tsv)}
  principal=${AZURE_PRINCIPAL_ID:-$(az ad signed-in-user show --query id --output tsv 2>/dev/null || true)}
  for namespace in Microsoft.Web Microsoft.Storage Microsoft.Insights Microsoft.OperationalInsights Microsoft.ManagedIdentity Microsoft.Sql; do
    check_provider "$namespace"
  done
  [ "${VNET_ENABLED:-false}" != true ] || { check_provider Microsoft.App; check_provider Microsoft.Network; }
  [ "${DURABLE_BACKEND:-storage}" != scheduler ] || check_provider Microsoft.DurableTask
  for subscription in $({ echo "$home_subscription"; lines "$target_groups" | cut -d/ -f3; discovered; } | sort -u); do
    check_access "/subscriptions/$subscription"
  done
fi

if [ "$missing" -gt 0 ]; then
  printf '%s thing(s) missing; nothing was deployed.\n' "$missing" >&2
  exit 1
fi

# A budget's start cannot be moved once it exists, so the first deployment fixes it.
if [ -z "${BUDGET_START_DATE:-}" ] && command -v azd >/dev/null 2>&1; then
  azd env set BUDGET_START_DATE "$(date -u +%Y-%m-01)"
fi
if [ "$target_groups" = "[]" ] || [ -z "$target_groups" ]; then
  echo "TARGET_RESOURCE_GROUP_IDS is empty: the app will have no access to any production database yet (docs/deploying.md)."
fi
