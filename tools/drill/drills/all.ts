import type { Drill } from '../drill';
import { away } from './away';
import { brokers } from './brokers';
import { clock } from './clock';
import { disk } from './disk';
import { garbage } from './garbage';
import { kill } from './kill';
import { mongo } from './mongo';
import { partners } from './partners';
import { rebalance } from './rebalance';
import { sigterm } from './sigterm';

/** Every drill, in the order of the list. */
export const DRILLS: readonly Drill[] = [
  kill({ orders: 1_000, perSecond: 15 }),
  brokers({ orders: 1_000, perSecond: 15 }),
  mongo({ orders: 1_000, perSecond: 15 }),
  away({ orders: 1_500, perSecond: 10, forMs: 60_000 }),
  rebalance({ orders: 1_500, perSecond: 12 }),
  garbage({ orders: 600, perSecond: 10 }),
  partners({ orders: 1_000, perSecond: 9 }),
  disk({ orders: 1_000, perSecond: 10 }),
  sigterm({ orders: 800, perSecond: 8 }),
  clock({ orders: 600, perSecond: 10 }),
];
