import type { RawHeaders } from '../bus/bus';
import { Header, headerText, placeIn, ID_TAIL } from '../message/headers';

const REMEMBERED = 50_000;

/**
 * Watches that the events of a stream arrive without a jump: each says which one was before it on its topic, as far as
 * its publisher knew. A jump means that something was lost on the way; it is told and never guessed away.
 */
export class JumpWatch {
  private readonly seen = new Map<string, number>();

  /** The event before this one that never came, if so. */
  missing(topic: string, headers: RawHeaders | undefined): string | undefined {
    const id = headerText(headers, Header.id);
    if (id === undefined) return undefined;
    const hash = id.lastIndexOf('#');
    const stream = `${topic} ${id.slice(0, hash - ID_TAIL)}`;
    const place = placeIn(id.slice(hash - ID_TAIL + 1));
    const last = this.seen.get(stream);
    const previous = headerText(headers, Header.previous);
    this.remember(stream, Math.max(last ?? 0, place));
    if (previous === undefined || last === undefined || last >= placeIn(previous)) return undefined;
    return previous;
  }

  /** A new generation: another process may have read what comes between. */
  forget(): void {
    this.seen.clear();
  }

  private remember(stream: string, place: number): void {
    this.seen.delete(stream);
    this.seen.set(stream, place);
    if (this.seen.size <= REMEMBERED) return;
    for (const oldest of this.seen.keys()) {
      this.seen.delete(oldest);
      break;
    }
  }
}
