import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Problems } from './problem';
import { answerUnreadable } from './unreadable-requests';

const SOON_MS = 100;
const QUICK = { connectionsCheckingInterval: 20, headersTimeout: SOON_MS, requestTimeout: SOON_MS };

/** Answers late enough for what comes behind a request to be there by then. */
const server = createServer(QUICK, (request, response) => {
  request.resume();
  request.once('end', () => void setTimeout(() => response.end('an answer'), SOON_MS));
});

beforeAll(async () => {
  answerUnreadable(server, new Problems({}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** All that comes back until the connection is closed. */
async function told(bytes: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('latin1');
  socket.setTimeout(3_000, () => socket.destroy(new Error('nobody closes the connection')));
  socket.write(bytes, 'latin1');
  let text = '';
  for await (const part of socket) text += part as string;
  return text;
}

const LIST = 'GET /v1/things HTTP/1.1\r\nHost: x\r\n';
const MAKE = 'POST /v1/things HTTP/1.1\r\nHost: x\r\n';

const UNREADABLE: [what: string, bytes: string, status: number, code: string, detail: RegExp][] = [
  ['no HTTP', 'nonsense\r\n\r\n', 400, 'request.malformed', /cannot be read: \w/],
  [
    'a letter in its path that is not encoded',
    'GET /v1/\xe4 HTTP/1.1\r\n\r\n',
    400,
    'request.malformed',
    /char in url/,
  ],
  [
    'two lengths',
    `${MAKE}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    400,
    'request.malformed',
    /Content-Length/,
  ],
  ['a chunk without a size', `${MAKE}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, 'request.malformed', /chunk size/],
  ['a query without end', `GET /v1/things?a=${'x'.repeat(17_000)}`, 431, 'request.headers-too-large', /16384 bytes/],
  ['headers that never end', LIST, 408, 'request.incomplete', /in time/],
  ['a body that never ends', `${MAKE}Content-Length: 9\r\n\r\n{}`, 408, 'request.incomplete', /in time/],
];

describe('a request that cannot be read', () => {
  it.each(UNREADABLE)('gets a problem document: %s', async (_, bytes, status, code, detail) => {
    const [head = '', body = ''] = (await told(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} \\w`));
    expect(head).toMatch(/^content-type: application\/problem\+json/im);
    expect(head).toMatch(/^connection: close/im);
    expect(JSON.parse(body)).toMatchObject({ status, code, detail: expect.stringMatching(detail) as string });
  });

  it('takes nothing from the one before it, which is answered as ever', async () => {
    const text = await told(`${LIST}\r\nnonsense\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1.1 200 OK/);
    expect(text).toMatch(/^connection: close/im);
    expect(text).toMatch(/an answer\s*(0\s*)?$/);
  });
});
