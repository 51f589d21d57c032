import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The requests that a server is answering now. */
export class OpenAnswers {
  private readonly open = new Set<ServerResponse>();

  constructor(server: Server) {
    server.prependListener('request', (_: IncomingMessage, response: ServerResponse) => {
      this.open.add(response);
      response.once('close', () => this.open.delete(response));
    });
  }

  /** Tells those whose answer has not begun that the connection ends with it: else it stays open for another request. */
  endConnections(): void {
    for (const response of this.open) if (!response.headersSent) response.setHeader('Connection', 'close');
  }
}
