import type { Command, Result } from '@entrepot/eventstore';
import { Client, type Asked } from '../world/client';
import type { World } from '../world/world';
import { choices } from './choices';
import { cancelSale, noteSale, openSale, prolongSale, SaleStream, type Sale } from './counter';
import { ClaimStream, fill, grant, thePool, type Claim } from './vault';

export const MERCHANT = 'm';

/** Whoever stands at the counter and asks for something, and asks again until there is an answer. */
export class Desk {
  private readonly client: Client;

  constructor(private readonly world: World) {
    this.client = new Client(world);
  }

  wait(ms: number): Promise<void> {
    return this.client.wait(ms);
  }

  fill(units: number): Promise<Result<Claim>> {
    return this.claim('fill', (claim, given) => fill(claim, units, given));
  }

  /** A sale is named by the key of its request. What was answered can be read from then on, wherever it is asked. */
  async open(key: string, dueInMs: number): Promise<void> {
    const { version } = await this.client.insist('counter', (life) => {
      const saleId = this.idOf(key);
      const dueAt = new Date(life.backbone.now() + dueInMs).toISOString();
      return this.sale(saleId, key, (sale) => openSale(sale, { saleId, dueAt }))(life);
    });
    const read = await this.client.insist('counter', ({ backbone }) =>
      backbone.streams.read(SaleStream, MERCHANT, this.idOf(key)),
    );
    if (read.version < version)
      this.world.violations.push(`${key} was answered at version ${version}, and is read at ${read.version}`);
  }

  /** A request that may be refused. */
  async cancel(key: string): Promise<void> {
    const saleId = this.idOf(key);
    const ask = this.sale(saleId, `cancel ${key}`, (sale) => cancelSale(sale, saleId));
    await this.client.insist('counter', ask).catch(() => undefined);
  }

  async note(key: string, note: string, nth: number): Promise<void> {
    const saleId = this.idOf(key);
    const ask = this.sale(saleId, `note ${key} ${nth}`, (sale) => noteSale(sale, { saleId, note }));
    await this.client.insist('counter', ask).catch(() => undefined);
  }

  async prolong(key: string, byMs: number): Promise<void> {
    const saleId = this.idOf(key);
    const ask = this.sale(saleId, `prolong ${key}`, (sale) => prolongSale(sale, { saleId, byMs }));
    await this.client.insist('counter', ask).catch(() => undefined);
  }

  /** An operator has a view made anew, beside the one that goes on being read and written. */
  async rebuild(view: string): Promise<void> {
    await this.client.insist('counter', ({ runtime }) => runtime.views.rebuild(view));
  }

  /** Somebody pays for a sale though nobody asked for it, maybe before it is known. */
  payTwice(key: string): Promise<Result<Claim>> {
    const saleId = this.idOf(key);
    return this.claim(`${saleId}-2`, (claim, given) => grant(claim, { saleId }, given));
  }

  /** The same key is the same sale. */
  idOf(key: string): string {
    return choices.saleIdOf(key);
  }

  private sale(saleId: string, key: string, decide: Command<Sale>['decide']): Asked<Result<Sale>> {
    const cause = { source: 'http:POST /sales', key };
    return ({ backbone: { commands } }) =>
      commands.handle({ on: SaleStream, merchantId: MERCHANT, key: saleId, cause, decide, deadlineMs: 250 });
  }

  private claim(key: string, decide: Command<Claim>['decide']): Promise<Result<Claim>> {
    const cause = { source: 'http:POST /claims', key };
    return this.client.insist('vault', ({ backbone: { commands } }) =>
      commands.handle({ on: ClaimStream, merchantId: MERCHANT, key, cause, decide, also: thePool, deadlineMs: 250 }),
    );
  }
}
