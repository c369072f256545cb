#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'EOF'
usage: scripts/health-check.sh [--port-base N] [--host HOST] [--timeout SECONDS]
Asks each of the eight services whether it lives (/health) and whether it can work (/ready), and says what is wrong.
A service with an address of its own (POS_ORDER_URL and so on, the first of several) is asked there.
Ends with 0 when all are ready, with 1 when one is not.
EOF
}

host=127.0.0.1
base=8080
timeout=5
while [ $# -gt 0 ]; do
    case $1 in
        --port-base) base=${2:?--port-base needs a number}; shift 2 ;;
        --host) host=${2:?--host needs a name}; shift 2 ;;
        --timeout) timeout=${2:?--timeout needs a number}; shift 2 ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done

# Of the first {"detail": "…"} of a /ready; the part that fails comes first there.
field() { sed -n "s/.*\"$1\": *\"\(\([^\"\\\\]\|\\\\.\)*\)\".*/\1/p" | head -1 | sed 's/\\"/"/g'; }

failed=0
number=0
for service in api-gateway auth-service user-service tenant-service product-service order-service notification-service audit-service; do
    word=${service%-service}
    word=${word#api-}
    variable=POS_$(tr '[:lower:]' '[:upper:]' <<<"$word")_URL
    address=${!variable:-}
    address=${address%%,*}
    address=${address:-http://$host:$((base + number))}
    number=$((number + 1))
    if ! curl -fsS --max-time "$timeout" -o /dev/null "$address/health" 2>/dev/null; then
        printf '%-22s %-10s %s\n' "$service" down "$address does not answer"
        failed=1
        continue
    fi
    status=0
    answer=$(curl -sS --max-time "$timeout" -w '\n%{http_code}' "$address/ready" 2>&1) || status=$?
    document=$(tr -d '\n' <<<"${answer%$'\n'*}" | sed 's/"parts": *\[.*\]//')
    part=$(field part <<<"$document")
    detail=$(field detail <<<"$document")
    if [ $status = 0 ] && [ "${answer##*$'\n'}" = 200 ]; then
        # A part that sales do without is named, and no failure.
        printf '%-22s %-10s %s\n' "$service" ready "$address${part:+, without $part: $detail}"
    else
        printf '%-22s %-10s %s\n' "$service" 'not ready' "${part:-/ready}: ${detail:-no answer within $timeout s}"
        failed=1
    fi
done
exit $failed
