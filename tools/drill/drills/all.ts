import type { Drill } from '../drill';
import { brokers } from './brokers';
import { kill } from './kill';

/** Every drill, in the order of the list. */
export const DRILLS: readonly Drill[] = [
  kill({ orders: 1_000, perSecond: 15 }),
  brokers({ orders: 1_000, perSecond: 15 }),
];
