#!/bin/sh
# Makes docker/services.env and docker/master.keys for docker/services.yaml, once; git ignores both.
set -eu
cd "$(dirname "$0")"
if [ ! -f services.env ]; then
  {
    for name in ACCESS_ADMIN_KEY SERVICE_CALL_SECRET PSP_API_KEY PSP_WEBHOOK_SECRET CARRIER_API_KEY CARRIER_WEBHOOK_SECRET; do
      echo "$name=$(openssl rand -hex 24)"
    done
    echo "SANDBOX_KEYS=demo:$(openssl rand -hex 24)"
  } >services.env
  chmod 600 services.env
fi
# The container's user reads it as it is here.
if [ ! -f master.keys ]; then
  openssl rand -base64 32 >master.keys
  chmod 644 master.keys
fi
