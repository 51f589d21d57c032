import type { AnyEvent, Decision, Given, StreamType } from '@entrepot/kernel';
import { ClientStream, type Client } from '../src/domain/client';
import { issueKey, revokeKey, type NewKey } from '../src/domain/issue-key';
import { changeClient, closeClient, openClient } from '../src/domain/open-client';

export const NOW = '2026-03-20T10:00:00Z';
export const scopes = ['orders:read', 'orders:write'];
export const aKey = (keyId: string, more: Partial<NewKey> = {}): NewKey => ({
  ...{ keyId, digest: `digest-of-${keyId}`, hint: 'abcd' },
  ...more,
});

export function given(key: string): Given {
  const read = <S>(stream: StreamType<S>): S => {
    throw new Error(`not declared: ${stream.kind}`);
  };
  return { merchantId: 'demo', key, now: NOW, inputId: 'input', read };
}

export function eventsOf(decision: Decision): readonly AnyEvent[] {
  return decision.kind === 'decided' ? decision.events : [];
}

export function fold<S>(stream: StreamType<S>, key: string, events: readonly AnyEvent[]): S {
  return events.reduce(
    (state, event, index) => stream.evolve(state, event, { merchantId: 'demo', key, version: index + 1, at: NOW }),
    stream.initial,
  );
}

/** The client `erp` as decisions have made it: `AClient.opened().issued('key_1').revoked('key_1')`. */
export class AClient {
  private constructor(
    readonly events: readonly AnyEvent[],
    readonly last: readonly AnyEvent[],
  ) {}

  static opened(): AClient {
    return new AClient([], []).then((client) =>
      openClient(client, { clientId: 'erp', name: 'The ERP', scopes }, given('erp'), undefined),
    );
  }

  get state(): Client {
    return fold(ClientStream, 'erp', this.events);
  }

  issued(keyId: string, more?: Partial<NewKey>): AClient {
    return this.then((client) => issueKey(client, aKey(keyId, more), given('erp'), undefined));
  }

  revoked(keyId: string): AClient {
    return this.then((client) => revokeKey(client, { keyId }, given('erp'), undefined));
  }

  changed(...now: string[]): AClient {
    return this.then((client) => changeClient(client, { name: 'The ERP', scopes: now }, given('erp'), undefined));
  }

  closed(): AClient {
    return this.then((client) => closeClient(client, undefined, given('erp'), undefined));
  }

  private then(decide: (client: Client) => Decision): AClient {
    const events = eventsOf(decide(this.state));
    return new AClient([...this.events, ...events], events);
  }
}
