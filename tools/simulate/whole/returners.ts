import type { CommitRecord } from '@entrepot/eventstore';
import { deriveId, DomainError, type AnyEvent } from '@entrepot/kernel';
import { ReturnStepsController } from '../../../apps/returns/src/http/return-steps.controller';
import { ReturnsController } from '../../../apps/returns/src/http/returns.controller';
import { Client } from '../world/client';
import type { World } from '../world/world';
import { cause, MERCHANT } from './shop';

/** What a customer does with what was delivered. */
export interface SendingBack {
  readonly quantity: number;
  /** Another piece instead of the money. */
  readonly isExchange: boolean;
  readonly disposition: 'restock' | 'scrap' | 'send-back';
}

interface Told extends AnyEvent {
  readonly orderId: string;
  readonly returnId: string;
}

const REFERENCE = 'back';
const SKU = 'A';

/** Customers who send back what they got, and whoever opens their parcels. Each acts when there is something to act on. */
export class Returners {
  private readonly client: Client;
  private readonly plans = new Map<string, SendingBack>();

  constructor(
    world: World,
    private readonly keep: (work: Promise<void>) => void,
  ) {
    this.client = new Client(world);
    const told = (record: CommitRecord) => this.hear(record);
    world.databaseOf('returns').told = told;
  }

  expect(orderId: string, plan: SendingBack): void {
    this.plans.set(orderId, plan);
  }

  private hear({ events }: CommitRecord): void {
    for (const event of events as readonly Told[]) {
      const plan = this.plans.get(event.orderId);
      if (plan === undefined) continue;
      if (event.type === 'ReturnableDelivered') this.keep(this.ask(event.orderId, plan));
      if (event.type === 'ReturnReceived') this.keep(this.inspect(event.returnId, plan));
    }
  }

  private async ask(orderId: string, { quantity, isExchange }: SendingBack): Promise<void> {
    const lines = [{ lineId: '1', quantity }];
    const exchange = isExchange ? { exchange: [{ lineId: '1', sku: SKU }] } : {};
    const body = { orderId, returnReference: REFERENCE, lines, reason: 'changed-mind', ...exchange };
    const from = cause('POST /v1/returns', deriveId('key', orderId));
    const asked = this.client.insist('returns', ({ doors }) => {
      const door = doors.make(ReturnsController) as ReturnsController;
      return door.ask(MERCHANT, from, undefined, body as never);
    });
    // Nobody knows the price of what is wanted instead yet, or only a part of the order was delivered.
    await asked.catch(refused);
  }

  private async inspect(returnId: string, { quantity, disposition }: SendingBack): Promise<void> {
    const why = disposition === 'send-back' ? { refusal: 'it was worn' } : {};
    const body = { lines: [{ lineId: '1', quantity, disposition, grade: 'A', ...why }] };
    await this.client.insist('returns', ({ doors }) => {
      const door = doors.make(ReturnStepsController) as ReturnStepsController;
      return door.inspect(MERCHANT, returnId, cause('POST inspect', returnId), body as never);
    });
  }
}

function refused(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
}
