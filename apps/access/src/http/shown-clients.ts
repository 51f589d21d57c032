import { Injectable } from '@nestjs/common';
import type { ClientAnswer } from '@entrepot/contracts/access';
import { Streams } from '@entrepot/eventstore';
import { DatabaseTime } from '@entrepot/platform';
import { ClientStream, type Client } from '../domain/client';
import { clientAnswer } from './client-answer';

/** Clients as callers see them now; which of their keys have run out is up to the database's time, as at every door. */
@Injectable()
export class ShownClients {
  constructor(
    private readonly streams: Streams,
    private readonly time: DatabaseTime,
  ) {}

  /** Throws `client.not-found`. */
  answer(clientId: string, client: Client): ClientAnswer {
    return clientAnswer(clientId, client, this.time.now());
  }

  /** Throws `client.not-found`. */
  async read(
    merchantId: string,
    clientId: string,
  ): Promise<{ readonly answer: ClientAnswer; readonly version: number }> {
    const { state, version } = await this.streams.read(ClientStream, merchantId, clientId);
    return { answer: this.answer(clientId, state), version };
  }
}
