import {
  ReturnableAddressLearned,
  ReturnableClaimed,
  ReturnableDelivered,
  ReturnApproved,
  ReturnInspected,
  ReturnInTransit,
  ReturnLabelled,
  ReturnParcelLost,
  ReturnReceived,
  ReturnRejected,
  ReturnRequested,
  ReturnRestockRequested,
  ReturnShipmentRequested,
  type InspectedLine,
} from '@entrepot/contracts/returns';
import type { AnyEvent, Given, StreamType } from '@entrepot/kernel';
import { ReturnStream, type Return } from '../src/domain/return';
import { ReturnableStream, type Returnable } from '../src/domain/returnable';

export const NOW = '2026-03-20T10:00:00Z';
export const named = { returnId: 'ret_1', orderId: 'ord_1' };
export const address = { city: 'Campinas', country: 'BR' };
export const lines = [{ lineId: '1', sku: 'TSHIRT', quantity: 2 }];

function fold<S>(stream: StreamType<S>, key: string, events: readonly AnyEvent[]): S {
  return events.reduce(
    (state, event, index) => stream.evolve(state, event, { merchantId: 'demo', key, version: index + 1, at: NOW }),
    stream.initial,
  );
}

/** What can come back of an order of two shirts, delivered on the tenth. */
export function aReturnable(...more: AnyEvent[]): Returnable {
  const delivered = {
    orderId: 'ord_1',
    shipmentId: 'shp_1',
    placeId: 'gru-1',
    lines,
    deliveredAt: '2026-03-10T12:00:00Z',
  };
  const events = [new ReturnableAddressLearned({ orderId: 'ord_1', address }), new ReturnableDelivered(delivered)];
  return fold(ReturnableStream, 'ord_1', [...events, ...more]);
}

export const claimed = (quantity: number) =>
  new ReturnableClaimed({ orderId: 'ord_1', returnId: 'ret_0', lines: [{ lineId: '1', sku: 'TSHIRT', quantity }] });

const steps = {
  requested: [new ReturnRequested({ ...named, lines, reason: 'changed-mind' })],
  approved: [
    new ReturnApproved({ ...named, by: 'policy' }),
    new ReturnShipmentRequested({ ...named, shipmentId: 'shp_9', placeId: 'gru-1', lines, from: address }),
  ],
  labelled: [new ReturnLabelled({ ...named, trackingNumber: 'SB1', labelUrl: 'https://carrier.example/1' })],
  inTransit: [new ReturnInTransit(named)],
  received: [new ReturnReceived(named)],
};

/** A return at each of its steps: `aReturn.received()`. */
export const aReturn = {
  none: (): Return => ReturnStream.initial,
  rejected: () => at([...steps.requested, new ReturnRejected({ ...named, reason: 'too late' })]),
  approved: () => at([...steps.requested, ...steps.approved]),
  calledOff: () =>
    at([...steps.requested, ...steps.approved, new ReturnRejected({ ...named, reason: 'customer kept it' })]),
  /** Rejected by the policy, approved by a person and received. */
  overruled: (note?: string) =>
    at([
      ...[...steps.requested, new ReturnRejected({ ...named, reason: 'too late' })],
      ...[new ReturnApproved({ ...named, by: 'ana', ...(note !== undefined && { note }) }), ...steps.approved.slice(1)],
      ...steps.received,
    ]),
  labelled: () => at([...steps.requested, ...steps.approved, ...steps.labelled]),
  inTransit: () => at([...steps.requested, ...steps.approved, ...steps.labelled, ...steps.inTransit]),
  lost: () => at([...steps.requested, ...steps.approved, ...steps.labelled, new ReturnParcelLost(named)]),
  received: () => at([...steps.requested, ...steps.approved, ...steps.received]),
  inspected: (found: InspectedLine[], ...more: AnyEvent[]) =>
    at([
      ...steps.requested,
      ...steps.approved,
      ...steps.received,
      new ReturnInspected({ ...named, lines: found }),
      ...restockOf(found),
      ...more,
    ]),
};

/** What was asked of inventory with the inspection. */
function restockOf(found: readonly InspectedLine[]): AnyEvent[] {
  const lines = found
    .filter(({ disposition }) => disposition === 'restock')
    .map(({ sku, quantity }) => ({ sku, quantity }));
  return lines.length === 0
    ? []
    : [new ReturnRestockRequested({ ...named, restockId: 'rst_1', placeId: 'gru-1', lines })];
}

function at(events: readonly AnyEvent[]): Return {
  return fold(ReturnStream, 'ret_1', events);
}

/** What a decision is given, with the returnable pieces as they are. */
export function given(returnable: Returnable = aReturnable()): Given {
  const read = <S>(stream: StreamType<S>): S => {
    if ((stream as unknown) !== ReturnableStream) throw new Error(`not declared: ${stream.kind}`);
    return returnable as unknown as S;
  };
  return { merchantId: 'demo', key: 'ret_1', now: NOW, inputId: 'input', read };
}

/** The types of the events that were decided, those of asides behind a slash. */
export function decidedTypes(decision: {
  kind: string;
  events?: readonly AnyEvent[];
  asides?: readonly { events: readonly AnyEvent[] }[];
}) {
  const aside = (decision.asides ?? []).flatMap(({ events }) => events.map(({ type }) => `/${type}`));
  return [...(decision.events ?? []).map(({ type }) => type), ...aside];
}
