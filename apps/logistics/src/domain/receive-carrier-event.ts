import { CarrierEventReceived } from '@entrepot/contracts/logistics';
import { decided, ignored, type Decide } from '@entrepot/kernel';
import type { CarrierNews } from './carrier-news';
import { report, type Tracking } from './tracking';

/** Records what a carrier tells, once: as a report where the shipment is known, else to wait for it. */
export const receiveCarrierEvent: Decide<Tracking, CarrierNews> = (tracking, told) => {
  if (tracking.seen.includes(told.carrierEventId)) return ignored('this was told before');
  if (tracking.assigned === undefined) return decided(new CarrierEventReceived(told));
  return decided(report(told, tracking.assigned));
};
