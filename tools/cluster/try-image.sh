#!/usr/bin/env bash
# Builds the image where there is no Docker engine and no registry of images, and runs its entry point:
#   tools/cluster/try-image.sh
# Needs root and buildah (Debian: apt-get install buildah). The base image is made here, of the workspace's Node 24, npm, a shell
# and the libraries that they are linked with; packages come from the npm registry as ever. Removes all that it made.
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "try-image: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail 'needs root: buildah works with chroot here'
command -v buildah >/dev/null || fail 'buildah is missing: apt-get install buildah'
node=$(readlink -f node_modules/node-linux-*/bin/node 2>/dev/null | head -n 1) || true
[ -x "$node" ] || fail 'the Node 24 of the workspace is missing: npm ci brings it'
npm=$(readlink -f "$(command -v npm)") || true
npm=${npm%/bin/npm-cli.js}
[ -f "$npm/package.json" ] || fail 'npm was not found beside the npm command'

work=$(mktemp -d)
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
export CONTAINERS_STORAGE_CONF="$work/storage.conf"
printf '[storage]\ndriver = "vfs"\nrunroot = "%s/run"\ngraphroot = "%s/images"\n' "$work" "$work" >"$work/storage.conf"
running=
clean() {
  [ -z "$running" ] || kill "$running" 2>/dev/null || true
  buildah rm --all >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT

# What a program or a library is linked with, at the places where it is looked for.
put_libraries_of() {
  ldd "$1" 2>/dev/null | grep -o '/[^ ]*' | sort -u | while read -r library; do
    [ -e "$base$library" ] || install -D "$library" "$base$library"
  done
}
put() { # from to
  install -D "$1" "$base$2"
  put_libraries_of "$1"
}

echo '== base image'
base=$work/base
mkdir -p "$base"/{tmp,root,etc,usr/local/lib/node_modules,usr/local/etc,proc,sys,dev}
chmod 1777 "$base/tmp"
put "$node" /usr/local/bin/node
put /bin/sh /bin/sh
put /usr/bin/env /usr/bin/env
for compiler in node_modules/@swc/core-linux-*/*.node; do put_libraries_of "$compiler"; done
cp -r "$npm" "$base/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$base/usr/local/bin/npm"
printf 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n' >"$base/etc/passwd"
if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
  install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$base/etc/ssl/certs/ca-certificates.crt"
  echo 'cafile=/etc/ssl/certs/ca-certificates.crt' >"$base/usr/local/etc/npmrc"
fi
container=$(buildah from scratch)
buildah copy -q "$container" "$base" / >/dev/null
buildah config --env PATH=/usr/local/bin:/usr/bin:/bin "$container"
buildah commit -q --rm "$container" localhost/node-base >/dev/null

echo '== image'
secret=()
[ ! -f "$HOME/.npmrc" ] || secret=(--secret "id=npmrc,src=$HOME/.npmrc")
buildah bud -q --format docker "${secret[@]}" --build-arg NODE_IMAGE=localhost/node-base \
  -f docker/Dockerfile -t entrepot . >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; fail 'the image was not built'; }

container=$(buildah from entrepot)
root=$(buildah mount "$container")
buildah inspect --type image entrepot >"$work/image.json"
setting() { "$node" -p "JSON.stringify(require('$work/image.json').Docker.config['$1'] ?? null)"; }
[ "$(setting User)" = '"1000:1000"' ] || fail "runs as $(setting User)"
[ "$(setting Healthcheck)" != null ] || fail 'has no health check'
for file in node_modules/typescript node_modules/jest node_modules/@swc node_modules/esbuild dist/tools dist/libs; do
  [ ! -e "$root/app/$file" ] || fail "$file does not belong in the image"
done
echo "dependencies $(du -sm "$root/app/node_modules" | cut -f 1) MB, code $(du -sm "$root/app/dist" | cut -f 1) MB"

# The entry point of the image itself, with the user of the image.
readarray -t entry < <("$node" -p "require('$work/image.json').Docker.config.Entrypoint.join('\n')")

echo '== orders without settings'
status=0
buildah run "$container" -- "${entry[@]}" dist/services/orders.js >"$work/orders.log" 2>&1 || status=$?
[ "$status" != 0 ] || fail 'orders started without settings'
grep -q 'orders: KAFKA_BROKERS is missing' "$work/orders.log" || { cat "$work/orders.log" >&2; fail 'orders did not say what is missing'; }
grep 'is missing' "$work/orders.log"

echo '== every service loads'
for main in apps/*/src/main.ts; do
  name=$(basename "${main%/src/main.ts}")
  buildah run "$container" -- "${entry[@]}" "dist/services/$name.js" >"$work/$name.log" 2>&1 || true
  grep -q "^$name: .* is missing" "$work/$name.log" || { cat "$work/$name.log" >&2; fail "$name does not load"; }
done

echo '== sandbox'
port=$((20000 + RANDOM % 10000))
buildah run --env PORT=$port --env SERVICE_HOST=127.0.0.1 --env SANDBOX_KEYS=m:try-image-key \
  --env PSP_API_KEY=try-image --env PSP_WEBHOOK_SECRET=try-image --env CARRIER_API_KEY=try-image --env CARRIER_WEBHOOK_SECRET=try-image \
  --env 'PSP_WEBHOOK_URL=http://127.0.0.1:9/{merchantId}' --env 'CARRIER_WEBHOOK_URL=http://127.0.0.1:9/{merchantId}' \
  "$container" -- "${entry[@]}" dist/services/sandbox.js >"$work/sandbox.log" 2>&1 &
running=$!
answer() { "$node" -e "fetch('http://127.0.0.1:$port/health/live').then(async (a) => console.log(a.status, await a.text()), () => process.exit(1))"; }
for _ in $(seq 60); do
  if live=$(answer); then break; fi
  kill -0 "$running" 2>/dev/null || { cat "$work/sandbox.log" >&2; fail 'the sandbox ended'; }
  sleep 1
done
[ "${live:0:3}" = 200 ] || { cat "$work/sandbox.log" >&2; fail "the sandbox is not alive: ${live:-no answer}"; }
echo "GET /health/live: $live"
buildah run --env PORT=$port "$container" -- node health-check.mjs || fail 'the health check does not agree'
echo '== the image is fine'
