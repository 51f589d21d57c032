import { PassThrough as Pipe, type Readable } from 'node:stream';
import { DomainError } from '@entrepot/kernel';
import type { Request } from 'express';

/** So much of a body is read before it is passed on: who sends slowly holds no place among the requests that are under way. */
const READ_FIRST = 1024 * 1024;

/**
 * The body of a request: all of it, or where it is long a stream whose beginning is there. Undefined if it has none. Throws, or
 * breaks the stream off with, `request.too-slow` when nothing comes for so long, and `request.malformed` when the caller has gone.
 */
export async function bodyOf(request: Request, silenceMs: number): Promise<Buffer | Readable | undefined> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return undefined;
  const { chunks, isAll } = await beginningOf(request, silenceMs);
  return isAll ? Buffer.concat(chunks) : rest(request, chunks, silenceMs);
}

const tooSlow = (ms: number) => new DomainError('request.too-slow', { ms });

function beginningOf(request: Request, silenceMs: number): Promise<{ chunks: Buffer[]; isAll: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => end(() => reject(tooSlow(silenceMs))), silenceMs);
    const take = (chunk: Buffer) => {
      silence.refresh();
      chunks.push(chunk);
      size += chunk.length;
      if (size >= READ_FIRST) end(() => resolve({ chunks, isAll: false }));
    };
    const whole = () => end(() => resolve({ chunks, isAll: true }));
    const gone = () => end(() => reject(new DomainError('request.malformed', { reason: 'the caller has gone' })));
    const end = (how: () => void) => {
      clearTimeout(silence);
      request.pause().off('data', take).off('end', whole).off('close', gone);
      how();
    };
    request.on('data', take).once('end', whole).once('close', gone);
  });
}

/** A stream of its own: when the call ends early, that one is destroyed, not the connection of the caller. */
function rest(request: Request, chunks: readonly Buffer[], silenceMs: number): Readable {
  const pipe = new Pipe();
  pipe.on('error', () => undefined);
  for (const chunk of chunks) pipe.write(chunk);
  // While the service takes nothing, nothing is read, and the caller is not to blame.
  const silence = setInterval(() => {
    if (!pipe.writableNeedDrain) pipe.destroy(tooSlow(silenceMs));
  }, silenceMs);
  pipe.once('close', () => clearInterval(silence));
  request.on('data', () => silence.refresh()).once('end', () => clearInterval(silence));
  return request.pipe(pipe);
}
