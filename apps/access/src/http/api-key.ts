import { randomBytes } from 'node:crypto';
import { digestOf } from '@entrepot/platform';

/** So that a key that was left somewhere is recognised, by people and by scanners for secrets. */
const MARK = 'entrepot_';
const HINT_LENGTH = 4;

/** A new key of 256 random bits, and as much of it as may be kept. */
export function makeKey(): { key: string; digest: string; hint: string } {
  const key = `${MARK}${randomBytes(32).toString('base64url')}`;
  return { key, digest: digestOf(key), hint: key.slice(-HINT_LENGTH) };
}
