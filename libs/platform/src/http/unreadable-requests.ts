import { maxHeaderSize, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { DomainError } from '@entrepot/kernel';
import type { Problems } from './problem';

interface ParserError extends Error {
  readonly code?: string;
  /** The rule that was broken, in llhttp's words: never what was sent. */
  readonly reason?: string;
}

interface Open {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * What no route and no middleware ever sees, because it is no HTTP, too long or never complete, gets a problem document too: Node's
 * own answers are empty.
 */
export function answerUnreadable(server: Server, problems: Problems): void {
  const open = new WeakMap<Socket, Open>();
  server.prependListener('request', (request, response) => {
    open.set(request.socket, { request, response });
  });
  server.on('clientError', (error: ParserError, duplex) => {
    const socket = duplex as Socket;
    const { request, response } = open.get(socket) ?? {};
    const isOver = response === undefined || response.writableFinished;
    const isItsOwn = request?.complete === false && response?.headersSent === false;
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    // What came before is answered still: a refusal in front of that would be taken for its answer.
    if (!isOver && !isItsOwn) return void (response.shouldKeepAlive = false);
    socket.write(answerTo(error, problems));
    socket.destroySoon();
  });
}

function answerTo(error: ParserError, problems: Problems): string {
  const { document } = problems.answer(refusalFor(error));
  const body = JSON.stringify(document);
  return [
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...['Connection: close', '', body],
  ].join('\r\n');
}

function refusalFor({ code, reason = 'it is not HTTP/1.1' }: ParserError): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW') return new DomainError('request.headers-too-large', { limit: maxHeaderSize });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new DomainError('request.incomplete');
  return new DomainError('request.malformed', { reason });
}
