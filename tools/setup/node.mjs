import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

export const OLDEST_NODE = '20.19';

export function tooOld(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** The Node 24 that npm installed; where its package has no build for this platform, the Node that is running. */
export function nodeBinary() {
  const own = join(root, 'node_modules/.bin/node');
  return existsSync(own) ? own : process.execPath;
}
