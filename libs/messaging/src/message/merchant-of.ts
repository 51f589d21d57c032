import { Header } from './headers';
import type { Incoming } from './incoming';

/** The merchant that a message is about: its header, else the part of the key before the first slash; empty if unknown. */
export function merchantOf(incoming: Incoming): string {
  const named = incoming.header(Header.merchant);
  if (named !== undefined && named !== '') return named;
  const key = incoming.raw.key?.toString() ?? '';
  const slash = key.indexOf('/');
  return slash > 0 ? decoded(key.slice(0, slash)) : '';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
