import { byOrder, takenOf, type ProviderPayment, type Taken } from '../../replay/report/provider';
import type { Services } from '../../replay/services';

interface OurPayment {
  readonly orderId: string;
  readonly captured: number;
  readonly refunded: number;
  readonly held: number;
}

/** What the provider and the carrier say, against what we say. */
export interface PartnerFigures {
  /** Payments at the provider. */
  readonly charged: number;
  readonly parcels: number;
  /** Orders for which the provider has taken, returned or holds another amount than we say. */
  readonly moneyDiffers: readonly string[];
  /** Shipments for which the carrier has more than one parcel. */
  readonly bookedTwice: readonly string[];
  /** Parcels at the carrier of which we know nothing. */
  readonly unknownParcels: readonly string[];
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const text = ({ captured, refunded, held }: Taken) => `${captured}/${refunded}/${held}`;

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Asks both sides about every order. */
export async function countPartners({ sandbox, payments, logistics }: Services): Promise<PartnerFigures> {
  const theirs = (await sandbox.get<{ items: ProviderPayment[] }>('/sandbox/psp/payments')).items;
  const atProvider = new Map([...byOrder(theirs)].map(([orderId, own]) => [orderId, text(takenOf(own))]));
  const ours = new Map<string, string>();
  for (const payment of await collect(payments.all<OurPayment>('/v1/payments'))) {
    ours.set(payment.orderId, text(payment));
  }
  const orders = new Set([...atProvider.keys(), ...ours.keys()]);
  const nothing = text(takenOf([]));
  const differing = [...orders].filter((id) => (atProvider.get(id) ?? nothing) !== (ours.get(id) ?? nothing));
  const parcels = (await sandbox.get<{ items: { reference: string }[] }>('/sandbox/carrier/parcels')).items;
  const shipments = await collect(logistics.all<{ shipmentId: string }>('/v1/shipments'));
  const known = new Set(shipments.map(({ shipmentId }) => shipmentId));
  const shipmentOf = parcels.map(({ reference }) => reference.split(':')[0] as string);
  return {
    charged: theirs.length,
    parcels: parcels.length,
    moneyDiffers: differing.map(
      (id) => `${id}: provider ${atProvider.get(id) ?? 'nothing'}, we ${ours.get(id) ?? 'nothing'}`,
    ),
    bookedTwice: repeated(shipmentOf),
    unknownParcels: shipmentOf.filter((id) => !known.has(id)),
  };
}
