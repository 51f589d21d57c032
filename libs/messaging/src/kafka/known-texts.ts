const LONGEST = 64;
const MOST = 500;

interface Known {
  readonly bytes: Buffer;
  readonly text: string;
}

/**
 * Texts that come again and again: finding one by its bytes costs a few nanoseconds, making a string of them a hundred and
 * garbage. Keeps the first 500 that are short.
 */
export class KnownTexts {
  /** By length and last byte. */
  private readonly known = new Map<number, Known[]>();
  private count = 0;

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.keep(Buffer.from(text), text);
  }

  /** The text of these bytes as UTF-8, remembered. */
  textOf(from: Buffer, start: number, end: number): string {
    const found = this.find(from, start, end);
    if (found !== undefined) return found;
    const text = from.toString('utf8', start, end);
    if (end - start <= LONGEST && this.count < MOST) this.keep(Buffer.from(from.subarray(start, end)), text);
    return text;
  }

  private find(from: Buffer, start: number, end: number): string | undefined {
    const alike = this.known.get(slot(from, start, end));
    if (alike === undefined) return undefined;
    for (const { bytes, text } of alike) if (isAt(bytes, from, start)) return text;
    return undefined;
  }

  private keep(bytes: Buffer, text: string): void {
    const at = slot(bytes, 0, bytes.length);
    const alike = this.known.get(at);
    if (alike === undefined) this.known.set(at, [{ bytes, text }]);
    else alike.push({ bytes, text });
    this.count += 1;
  }
}

function slot(from: Buffer, start: number, end: number): number {
  return (end - start) * 256 + (end > start ? from[end - 1]! : 0);
}

function isAt(bytes: Buffer, from: Buffer, start: number): boolean {
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== from[start + at]) return false;
  return true;
}
