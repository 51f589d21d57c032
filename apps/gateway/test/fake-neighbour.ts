import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server in the place of a service; what it does is set by each test. */
export class FakeNeighbour {
  readonly seen: IncomingMessage[] = [];
  behave: Behaviour = (_, response) => response.end('{}');

  private constructor(
    private server: Server,
    readonly port: number,
  ) {
    this.serve(server);
  }

  static async start(): Promise<FakeNeighbour> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeNeighbour(server, (server.address() as AddressInfo).port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  reset(): void {
    this.seen.length = 0;
    this.behave = (_, response) => response.end('{}');
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** Listens again at the same port. */
  async startAgain(): Promise<void> {
    this.server = createServer();
    this.serve(this.server);
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private serve(server: Server): void {
    server.on('request', (request, response) => {
      this.seen.push(request);
      this.behave(request, response);
    });
  }
}

/** All bytes of a body. */
export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
