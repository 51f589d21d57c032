import { randomUUID } from 'node:crypto';
import { OPERATOR, PLATFORM_SCOPE, SCOPES } from '@entrepot/contracts/access';
import type { Launched } from './launched';

/** Clients with keys, made through the doors of access. */
export class Callers {
  constructor(private readonly launched: Launched) {}

  /** A key with all scopes of a merchant that is opened for it. */
  async merchant(merchantId: string): Promise<string> {
    await this.ask(merchantId, '/v1/merchants', { merchantId, name: merchantId });
    return this.client(merchantId, 'all', SCOPES);
  }

  /** A key of a client of the operator, for what is about all merchants. */
  operator(): Promise<string> {
    return this.client(OPERATOR, 'operator', ['operations:read', PLATFORM_SCOPE]);
  }

  /** A key that may do everything at a merchant but what this scope is for, by scope. */
  async lacking(merchantId: string): Promise<ReadonlyMap<string, string>> {
    const lacking = SCOPES.map(async (scope) => {
      const others = SCOPES.filter((other) => other !== scope);
      return [scope, await this.client(merchantId, `no-${scope.replace(':', '-')}`, others)] as const;
    });
    return new Map(await Promise.all(lacking));
  }

  /** A key that can be revoked. */
  async leaving(merchantId: string): Promise<{ key: string; revoke: () => Promise<unknown> }> {
    const key = await this.client(merchantId, 'leaving', ['operations:read']);
    return { key, revoke: () => this.ask(merchantId, '/v1/clients/leaving', undefined, 'DELETE') };
  }

  /** Resolves when every service lets these keys in. */
  async known(keys: readonly string[]): Promise<void> {
    for (const [name, { url }] of this.launched.services) {
      for (const key of keys) await this.letIn(name, `${url}/v1/operations/tasks`, key);
    }
  }

  private async letIn(name: string, url: string, key: string): Promise<void> {
    const until = Date.now() + 20_000;
    const status = async () => (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).status;
    // The sandbox has no such door and knows no such key: 404.
    while ((await status()) === 401) {
      if (Date.now() > until) throw new Error(`${name} does not know a key that was issued`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async client(merchantId: string, clientId: string, scopes: readonly string[]): Promise<string> {
    await this.ask(merchantId, '/v1/clients', { clientId, name: clientId, scopes });
    const { key } = await this.ask(merchantId, `/v1/clients/${clientId}/keys`, {});
    return key ?? '';
  }

  private async ask(merchantId: string, path: string, body?: object, method = 'POST'): Promise<{ key?: string }> {
    const headers = {
      authorization: `Bearer ${this.launched.secrets.accessAdminKey}`,
      'content-type': 'application/json',
      'entrepot-merchant': merchantId,
      'idempotency-key': randomUUID(),
    };
    const url = `${this.launched.urlOf('access')}${path}`;
    const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { key?: string };
  }
}
