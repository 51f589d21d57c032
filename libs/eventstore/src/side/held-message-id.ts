import type { HeldMessage, ParkedKey } from './parked-inputs';

/** Text before the ids of everything that is held for a key; no other key's ids begin with it. */
export function heldPrefix({ reaction, source }: ParkedKey): string {
  return `${encode(reaction)}~${encode(source)}~`;
}

/** Identity of a held message: it sorts by offset within a key, and the same message is held once. */
export function heldId(key: ParkedKey, { topic, partition, offset }: HeldMessage): string {
  return `${heldPrefix(key)}${topic}~${partition}~${String(offset).padStart(16, '0')}`;
}

function encode(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('~', '%7E');
}
