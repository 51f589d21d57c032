import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';

const lockFile = join(root, 'package-lock.json');
const marker = join(root, 'node_modules/.entrepot-installed');
const npmMarker = join(root, 'node_modules/.package-lock.json');
const turn = join(root, '.cache/installing');
/** Whoever installs says so often that it still does; one that was silent for so long has died (Ctrl-C, say). */
const STILL_HERE_EVERY_MS = 2_000;
const STALE_TURN_MS = 20_000;

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

/** Installed means: made from this very lock. An installation by plain `npm ci` counts when it is newer than the lock. */
function isInstalled() {
  if (existsSync(marker)) return readFileSync(marker, 'utf8') === lockHash();
  return existsSync(npmMarker) && statSync(npmMarker).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** Installs the packages of the lock when they are missing or of another lock. Two commands at once take turns. */
export async function ensureInstalled() {
  if (isInstalled()) return remember();
  const leave = await takeTurn();
  try {
    if (!isInstalled()) await install();
    remember();
  } finally {
    leave();
  }
}

function remember() {
  if (!existsSync(marker)) writeFileSync(marker, lockHash());
}

async function takeTurn() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  for (let waited = false; !tryTake(); waited = true) {
    if (!waited) console.error('Another command is installing packages: waiting for it ...');
    await sleep(500);
  }
  const stillHere = setInterval(touch, STILL_HERE_EVERY_MS);
  return () => {
    clearInterval(stillHere);
    rmSync(turn, { recursive: true, force: true });
  };
}

function tryTake() {
  try {
    mkdirSync(turn);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const saidAt = statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - saidAt > STALE_TURN_MS) rmSync(turn, { recursive: true, force: true });
    return false;
  }
}

function touch() {
  const now = new Date();
  if (existsSync(turn)) utimesSync(turn, now, now);
}

async function install() {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.error('Installing packages (npm ci), about half a minute ...');
  const progress = setInterval(() => console.error(`  still installing, ${seconds()} s`), 10_000);
  try {
    await npmCi();
    console.error(`Packages installed in ${seconds()} s.`);
  } finally {
    clearInterval(progress);
  }
}

/** npm's own script when npm started us (so that it is the same npm), else the npm on the PATH. */
function npmCi() {
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', () => reject(new Error('npm was not found: install Node with npm and try again.')));
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`npm ci ended with ${code}: see its message above, then try again.`)),
    );
  });
}
