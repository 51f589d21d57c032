// Adds the platform packages of nx that the registry copy did not offer to package-lock.json: without them `npm ci`
// calls the lock out of sync. They stay optional, so a platform that lacks its package simply does without.
import { readFileSync, writeFileSync } from 'node:fs';

const OS = { darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', win32: 'win32' };
const CPU = { arm64: 'arm64', x64: 'x64', arm: 'arm' };
const LIBC = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl' };

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const wanted = lock.packages['node_modules/nx'].optionalDependencies ?? {};

for (const [name, version] of Object.entries(wanted)) {
  const key = `node_modules/${name}`;
  const [, os, cpu, libc] = name.split('/')[1].split('-');
  lock.packages[key] ??= {
    version,
    cpu: [CPU[cpu]],
    dev: true,
    ...(os === 'linux' ? { libc: [LIBC[libc]] } : {}),
    optional: true,
    os: [OS[os]],
  };
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
