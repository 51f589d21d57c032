import { sum } from '@entrepot/kernel';
import type { Services } from '../../replay/services';

interface ProviderPayment {
  readonly orderReference: string;
  readonly status: string;
  readonly amount: number;
  readonly capturedAmount: number;
  readonly refundedAmount: number;
  readonly voidedAmount: number;
}

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

const amounts = (captured: number, refunded: number, held: number) => `${captured}/${refunded}/${held}`;

/** Captured, refunded and still held at the provider, of all payments of an order. */
function providerAmounts(payments: readonly ProviderPayment[]): string {
  const took = payments.filter(({ status }) => status !== 'declined' && status !== 'pending');
  return amounts(
    sum(took.map(({ capturedAmount }) => capturedAmount)),
    sum(took.map(({ refundedAmount }) => refundedAmount)),
    sum(took.map((payment) => payment.amount - payment.capturedAmount - payment.voidedAmount)),
  );
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Asks both sides about every order. */
export async function countPartners({ sandbox, payments, logistics }: Services): Promise<PartnerFigures> {
  const theirs = (await sandbox.get<{ items: ProviderPayment[] }>('/sandbox/psp/payments')).items;
  const byOrder = new Map<string, ProviderPayment[]>();
  for (const payment of theirs) {
    byOrder.set(payment.orderReference, [...(byOrder.get(payment.orderReference) ?? []), payment]);
  }
  const ours = new Map<string, string>();
  for (const payment of await collect(payments.all<OurPayment>('/v1/payments'))) {
    ours.set(payment.orderId, amounts(payment.captured, payment.refunded, payment.held));
  }
  const orders = new Set([...byOrder.keys(), ...ours.keys()]);
  const nothing = amounts(0, 0, 0);
  const differing = [...orders].filter((id) => providerAmounts(byOrder.get(id) ?? []) !== (ours.get(id) ?? nothing));
  const parcels = (await sandbox.get<{ items: { reference: string }[] }>('/sandbox/carrier/parcels')).items;
  const shipments = await collect(logistics.all<{ shipmentId: string }>('/v1/shipments'));
  const known = new Set(shipments.map(({ shipmentId }) => shipmentId));
  const shipmentOf = parcels.map(({ reference }) => reference.split(':')[0] as string);
  return {
    charged: theirs.length,
    parcels: parcels.length,
    moneyDiffers: differing.map(
      (id) => `${id}: provider ${providerAmounts(byOrder.get(id) ?? [])}, we ${ours.get(id) ?? 'nothing'}`,
    ),
    bookedTwice: repeated(shipmentOf),
    unknownParcels: shipmentOf.filter((id) => !known.has(id)),
  };
}
