import type { Dispatcher } from 'undici';
import { CallFailed } from './call-failed';

type Answer = Pick<Dispatcher.ResponseData, 'statusCode' | 'body'>;

/** Reads and parses an answer within a size limit. An answer that is too long or no JSON fails as unreadable, outcome unknown. */
export async function readAnswer(call: string, response: Answer, maxBytes: number): Promise<unknown> {
  const text = await readText(call, response, maxBytes);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // An error page in HTML is common before a service: its status says enough.
    if (response.statusCode < 200 || response.statusCode > 299) return undefined;
    // What the parser says quotes the answer, which is never for logs.
    throw unreadable(call, new Error('the answer is not JSON'));
  }
}

async function readText(call: string, { body }: Answer, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw unreadable(call, new Error(`the answer is longer than ${maxBytes} bytes`));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unreadable(call: string, cause: unknown): CallFailed {
  return new CallFailed({ reason: 'network', call, unknownOutcome: true }, cause);
}
