import { DomainError } from '@entrepot/kernel';
import { WebhookReader, type CarrierNews, type WebhookDelivery } from '../domain/carrier-news';
import type { Carrier } from './carrier';

/** All carriers that are connected, by name. */
export class Carriers extends WebhookReader {
  private readonly byName: ReadonlyMap<string, Carrier>;

  constructor(carriers: readonly Carrier[]) {
    super();
    this.byName = new Map(carriers.map((carrier) => [carrier.name, carrier]));
  }

  /** Throws `carrier.not-found`. */
  of(name: string): Carrier {
    const carrier = this.byName.get(name);
    if (carrier === undefined) throw new DomainError('carrier.not-found', { carrier: name });
    return carrier;
  }

  read(delivery: WebhookDelivery): CarrierNews {
    return this.of(delivery.carrier).readWebhook(delivery);
  }
}
