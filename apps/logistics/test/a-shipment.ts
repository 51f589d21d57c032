import {
  InterceptionRequested,
  LabelRequested,
  TrackingInquiryRequested,
  VoidRequested,
} from '@entrepot/contracts/logistics';
import type { CarrierNews } from '../src/domain/carrier-news';
import { settleInquiry } from '../src/domain/settle-inquiry';
import { settleInterception, type InterceptionOutcome } from '../src/domain/settle-interception';
import { settleLabel, type LabelOutcome } from '../src/domain/settle-label';
import { settleVoid, type VoidOutcome } from '../src/domain/settle-void';
import { ShipmentStory } from './shipment-story';

export const booked: LabelOutcome = {
  kind: 'booked',
  trackingNumber: 'SB1',
  labelUrl: 'https://carrier.example/1',
  cost: 1290,
  costCurrency: 'BRL',
};

/** The carrier answers what is open of a story. */
export const carrier = {
  label: (story: ShipmentStory, outcome: LabelOutcome = booked) =>
    story.when(settleLabel, { intent: story.last<LabelRequested>('LabelRequested'), outcome }),
  void: (story: ShipmentStory, outcome: VoidOutcome = { kind: 'voided' }) =>
    story.when(settleVoid, { intent: story.last<VoidRequested>('VoidRequested'), outcome }),
  interception: (story: ShipmentStory, outcome: InterceptionOutcome = { kind: 'agreed' }) =>
    story.when(settleInterception, { intent: story.last<InterceptionRequested>('InterceptionRequested'), outcome }),
  inquiry: (story: ShipmentStory, ...news: CarrierNews[]) =>
    story.when(settleInquiry, {
      intent: story.last<TrackingInquiryRequested>('TrackingInquiryRequested'),
      outcome: { kind: 'told', news },
    }),
};

function story(...steps: ((at: ShipmentStory) => unknown)[]): ShipmentStory {
  const begun = new ShipmentStory();
  for (const step of steps) step(begun);
  return begun;
}

const requested = (at: ShipmentStory) => at.requested();
const labelled = (at: ShipmentStory) => carrier.label(at);
const pickedUp = (at: ShipmentStory) => at.told('collected');

/** A shipment at each of its steps: `aShipment.labelled()`. */
export const aShipment = {
  none: () => story(),
  booking: () => story(requested),
  refused: () => story(requested, (at) => carrier.label(at, { kind: 'refused', reason: 'no_service' })),
  labelled: () => story(requested, labelled),
  labelledReturn: () => story((at) => at.returnRequested(), labelled),
  voiding: () => story(requested, labelled, (at) => at.voidAsked()),
  voided: () =>
    story(
      requested,
      labelled,
      (at) => at.voidAsked(),
      (at) => carrier.void(at),
    ),
  underWay: () => story(requested, labelled, pickedUp),
  underWayWithOpenVoid: () => story(requested, labelled, (at) => at.voidAsked(), pickedUp),
  intercepting: () => story(requested, labelled, pickedUp, (at) => at.interceptionAsked()),
  returning: () => story(requested, labelled, pickedUp, (at) => at.told('returning')),
  delivered: () => story(requested, labelled, (at) => at.told('delivered')),
  returned: () => story(requested, labelled, (at) => at.told('returned')),
  lost: () => story(requested, labelled, (at) => at.told('lost')),
};
