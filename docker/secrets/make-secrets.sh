#!/usr/bin/env bash
# Makes the secrets of the Compose deployment: one volume a component, and in it only what that component must know.
#
#   make-secrets.sh                    makes what is missing, leaves what exists, renders the broker's users again
#   make-secrets.sh rotate COMPONENT   gives one of gateway, worker, ledger, operator, grafana new passwords
#   make-secrets.sh put gateway|worker PROPERTY
#                                      keeps what it reads from its input, such as a model's key, as a property of that application
#   make-secrets.sh put alertmanager NAME
#                                      likewise, as the file that alertmanager.yml names
#
# Runs as root in a container of its own, without a network.
set -euo pipefail
umask 077

root=${SECRETS_ROOT:-/secrets}

# The user each component's process runs as in its image.
uid_of() {
  case $1 in
    broker | ledger) echo 999 ;;
    gateway | worker) echo 10001 ;;
    grafana) echo 472 ;;
    alertmanager) echo 65534 ;;
  esac
}

# put VOLUME NAME: stdin becomes the file, at once or not at all, readable by its component alone.
put() {
  local target=$root/$1/$2
  cat >"$target.new"
  chown "$(uid_of "$1")" "$target.new"
  chmod 0400 "$target.new"
  mv "$target.new" "$target"
}

# 256 random bits.
random_password() { head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

ensure() { [ -s "$root/$1/$2" ] || random_password | put "$1" "$2"; }

copy() { put "$2" "$3" <"$root/$1"; }

bytes() { printf '%b' "$(sed 's/../\\x&/g' <<<"$1")"; }

# RabbitMQ's rabbit_password_hashing_sha256: base64 of the salt and of SHA-256 over salt and password.
broker_hash() {
  local salt digest
  salt=$(head -c 4 /dev/urandom | od -An -v -tx1 | tr -d ' \n')
  digest=$({ bytes "$salt" && cat "$1"; } | sha256sum | cut -d ' ' -f 1)
  bytes "$salt$digest" | base64 | tr -d '\n'
}

# Users, vhost and rights only. No exchange and no queue: those are the gateways', who must notice that they are gone.
definitions() {
  cat <<JSON
{
  "vhosts": [{"name": "/"}],
  "users": [
    {"name": "gateway", "password_hash": "$(broker_hash "$root/gateway/warren.broker.password")",
     "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": [],
     "limits": {"max-connections": 200, "max-channels": 4000}},
    {"name": "worker", "password_hash": "$(broker_hash "$root/worker/warren.broker.password")",
     "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": [],
     "limits": {"max-connections": 2000, "max-channels": 40000}},
    {"name": "operator", "password_hash": "$(broker_hash "$root/broker/operator-password")",
     "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": ["monitoring"],
     "limits": {"max-connections": 0, "max-channels": 0}}
  ],
  "permissions": [
    {"user": "gateway", "vhost": "/",
     "configure": "^(warren|agent)\\\\..*$",
     "write": "^(warren|agent)\\\\..*$",
     "read": "^(warren|agent)\\\\..*$"},
    {"user": "worker", "vhost": "/",
     "configure": "^warren\\\\.control\\\\.worker\\\\..*$",
     "write": "^(warren\\\\.events|warren\\\\.control\\\\.worker\\\\..*)$",
     "read": "^(agent\\\\..*|warren\\\\.control|warren\\\\.control\\\\.worker\\\\..*)$"},
    {"user": "operator", "vhost": "/", "configure": "^$", "write": "^$", "read": "^$"}
  ]
}
JSON
}

make_missing() {
  local component
  for component in broker ledger gateway worker grafana alertmanager; do
    mkdir -p "$root/$component"
    chown "$(uid_of "$component")" "$root/$component"
    chmod 0500 "$root/$component"
  done
  ensure gateway warren.broker.password
  ensure gateway warren.ledger.password
  ensure gateway warren.ledger.migration.password
  ensure worker warren.broker.password
  ensure worker warren.ledger.password
  ensure broker operator-password
  ensure ledger superuser-password
  ensure grafana admin-password
  copy gateway/warren.ledger.migration.password ledger owner-password
  copy gateway/warren.ledger.password ledger gateway-password
  copy worker/warren.ledger.password ledger worker-password
  definitions | put broker definitions.json
}

rotate() {
  case ${1:-} in
    # Not what was put beside them.
    gateway | worker) rm -f "$root/$1"/warren.{broker,ledger,ledger.migration}.password ;;
    ledger) rm -f "$root/ledger/superuser-password" ;;
    operator) rm -f "$root/broker/operator-password" ;;
    grafana) rm -f "$root/grafana/admin-password" ;;
    *)
      echo "make-secrets: rotate what? One of gateway, worker, ledger, operator, grafana." >&2
      exit 2
      ;;
  esac
}

put_property() {
  local value
  if [[ ! ${1:-} =~ ^(gateway|worker|alertmanager)$ || ! ${2:-} =~ ^[a-z0-9][a-z0-9.-]*$ ]]; then
    echo "make-secrets: put what? gateway, worker or alertmanager, the name in small letters, and the value as the input." >&2
    exit 2
  fi
  value=$(cat)
  if [ -z "$value" ]; then
    echo "make-secrets: the input is empty; $2 stays as it was." >&2
    exit 2
  fi
  make_missing
  printf '%s' "$value" | put "$1" "$2"
  case $1 in
    alertmanager) echo "make-secrets: $2 is in the volume of $1, which reads it for each message." ;;
    *) echo "make-secrets: $2 is in the volume of $1, which reads it when it starts." ;;
  esac
}

case ${1:-} in
  "") ;;
  rotate) rotate "${2:-}" ;;
  put)
    put_property "${2:-}" "${3:-}"
    exit
    ;;
  *)
    echo "make-secrets: unknown command '$1'. Without one it makes what is missing; 'rotate COMPONENT' makes new ones," >&2
    echo "'put COMPONENT PROPERTY' keeps what it reads." >&2
    exit 2
    ;;
esac
make_missing
echo "make-secrets: the secrets of broker, ledger, gateway, worker, grafana and alertmanager are in their volumes."
