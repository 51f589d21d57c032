import { Projects } from '@entrepot/messaging';
import { ClientStream, type Client } from '../domain/client';

/** A row of the list of clients: what it is found by. The rest is read from its stream. */
export interface ClientRow {
  readonly open: boolean;
}

@Projects({ of: ClientStream, view: 'clients', indexes: [{ open: 1 }] })
export class ClientsView {
  row(client: Client): ClientRow | undefined {
    return client.status === 'none' ? undefined : { open: client.status === 'open' };
  }
}
