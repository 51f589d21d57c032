import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { lastLines } from './run-command';

const PIECE_BYTES = 64 * 1024;
const MOST_AT_ONCE_BYTES = 16 * PIECE_BYTES;
const NEW_LINE = 0x0a;

/** The last lines of a file, of what stands behind `from`. Reads no more than it has to: a log may have any size. */
export function lastLinesOf(file: string, count: number, from = 0): string {
  return opened(file, (handle, size) => {
    const pieces: Buffer[] = [];
    let lines = 0;
    for (let end = size; end > from && lines <= count; end -= PIECE_BYTES) {
      const piece = pieceOf(handle, Math.max(from, end - PIECE_BYTES), end);
      pieces.unshift(piece);
      lines += piece.filter((byte) => byte === NEW_LINE).length;
    }
    return count === 0 ? '' : lastLines(Buffer.concat(pieces).toString('utf8'), count);
  });
}

/** The whole lines that stand behind `from`, some of them where there are many, and where they end. A file that was begun anew is read from its start. */
export function linesBehind(file: string, from: number): { readonly text: string; readonly end: number } {
  return opened(file, (handle, size) => {
    const begin = size < from ? 0 : from;
    const piece = pieceOf(handle, begin, Math.min(size, begin + MOST_AT_ONCE_BYTES));
    const isPart = piece.length === MOST_AT_ONCE_BYTES && !piece.includes(NEW_LINE);
    const whole = isPart ? piece : piece.subarray(0, piece.lastIndexOf(NEW_LINE) + 1);
    return { text: whole.toString('utf8'), end: begin + whole.length };
  });
}

function opened<T>(file: string, work: (handle: number, size: number) => T): T {
  const handle = openSync(file, 'r');
  try {
    return work(handle, fstatSync(handle).size);
  } finally {
    closeSync(handle);
  }
}

function pieceOf(handle: number, begin: number, end: number): Buffer {
  const piece = Buffer.alloc(end - begin);
  return piece.subarray(0, readSync(handle, piece, 0, piece.length, begin));
}
