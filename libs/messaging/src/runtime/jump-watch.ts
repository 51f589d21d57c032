import { RecentMap } from '@entrepot/eventstore';
import type { RawHeaders } from '../bus/bus';
import { Header, headerText, placeIn, ID_TAIL } from '../message/headers';

const REMEMBERED = 5_000;

/**
 * Watches that the events of a stream arrive without a jump: each says which one was before it under the same
 * message key, as far as its publisher knew; what has the same key is in one partition, in order. A jump means that something was
 * lost on the way; it is told and never guessed away. It shows only behind an event that was sent for the first time: everything
 * after that one comes behind it. What may be a repeat may lie behind its own successors, which another process has read.
 */
export class JumpWatch {
  private readonly seen = new Map<string, RecentMap<number>>();

  /** The event before this one that never came, if so. */
  missing(partition: string, headers: RawHeaders | undefined): string | undefined {
    const id = headerText(headers, Header.id);
    if (id === undefined) return undefined;
    const tail = id.lastIndexOf('#') - ID_TAIL;
    const stream = id.slice(0, tail);
    const place = placeIn(id.slice(tail + 1));
    const seen = this.seenOn(partition);
    const last = seen.get(stream);
    const mayRepeat = headers?.[Header.mayRepeat] !== undefined;
    if (last === undefined ? !mayRepeat : place > last) seen.set(stream, place);
    if (last === undefined) return undefined;
    const previous = headerText(headers, Header.previous);
    return previous === undefined || last >= placeIn(previous) ? undefined : previous;
  }

  /** A new generation: another process may have read what comes between. */
  forget(): void {
    this.seen.clear();
  }

  private seenOn(partition: string): RecentMap<number> {
    let seen = this.seen.get(partition);
    if (seen === undefined) this.seen.set(partition, (seen = new RecentMap(REMEMBERED)));
    return seen;
  }
}
