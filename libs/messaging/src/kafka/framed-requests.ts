/** What is sent over a connection: either kafkajs's own kind, or one that makes all of its bytes itself. */
export interface ProtocolRequest {
  readonly request: object;
}

/** A request that writes itself, length and header included, into one buffer, and reads its answer. */
export interface FramedRequest<Answer> extends ProtocolRequest {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    frame(head: { correlationId: number; clientId: string }): Buffer;
  };
  /** Milliseconds; the client's own figure where that is longer. */
  readonly requestTimeout?: number;
  read(payload: Buffer): Answer | Promise<Answer>;
}

interface Throttled {
  readonly clientSideThrottleTime?: number;
}

interface Entry {
  apiKey: number;
  apiName: string;
  apiVersion: number;
  correlationId: number;
  resolve(answer: { payload: Buffer }): void;
  reject(error: Error): void;
}

/** The part of kafkajs's connection that is used and replaced here. */
export interface Connection {
  readonly clientId: string;
  readonly sasl: unknown;
  readonly socket: { write(bytes: Buffer): unknown };
  readonly requestQueue: {
    push(request: { entry: Entry; expectResponse: true; requestTimeout: number | null; sendRequest(): void }): void;
    maybeThrottle(ms: number): void;
  };
  isAuthenticated(): boolean;
  authenticate(): Promise<void>;
  failIfNotConnected(): void;
  nextCorrelationId(): number;
  logError(message: string, context: object): void;
  send(request: ProtocolRequest): Promise<unknown>;
}

/** Lets a connection send framed requests too: no encoder of kafkajs, no copies, no strings for a log that nobody reads. */
export function sendFramed(connection: Connection): void {
  const { send } = connection;
  connection.send = function (this: Connection, given: ProtocolRequest): Promise<unknown> {
    return 'frame' in given.request ? sendFrame(this, given as FramedRequest<Throttled>) : send.call(this, given);
  };
}

async function sendFrame(connection: Connection, framed: FramedRequest<Throttled>): Promise<Throttled> {
  if (connection.sasl && !connection.isAuthenticated()) await connection.authenticate();
  const { payload } = await ask(connection, framed);
  try {
    const answer = await framed.read(payload);
    connection.requestQueue.maybeThrottle(answer.clientSideThrottleTime ?? 0);
    return answer;
  } catch (error) {
    const { apiName, apiKey, apiVersion } = framed.request;
    const what = `Response ${apiName}(key: ${apiKey}, version: ${apiVersion})`;
    connection.logError(what, { error: (error as Error).message, size: payload.length });
    throw error;
  }
}

function ask(
  connection: Connection,
  { request, requestTimeout }: FramedRequest<Throttled>,
): Promise<{ payload: Buffer }> {
  const { apiKey, apiName, apiVersion } = request;
  return new Promise((resolve, reject) => {
    connection.failIfNotConnected();
    const correlationId = connection.nextCorrelationId();
    const bytes = request.frame({ correlationId, clientId: connection.clientId });
    connection.requestQueue.push({
      entry: { apiKey, apiName, apiVersion, correlationId, resolve, reject },
      expectResponse: true,
      requestTimeout: requestTimeout ?? null,
      sendRequest: () => connection.socket.write(bytes),
    });
  });
}
