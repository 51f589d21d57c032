import type { Benchmark } from './benchmark';
import { growth } from './growth';
import { hot } from './hot';
import { idle } from './idle';
import { intake } from './intake';
import { orders } from './orders';
import { privacy } from './privacy';
import { processes } from './processes';
import { profile } from './profile';
import { reads } from './reads';
import { relay } from './relay';
import { start } from './start/start';

/** Every benchmark, in the order in which they are listed. */
export const BENCHMARKS: readonly Benchmark[] = [
  orders,
  profile,
  intake,
  hot,
  reads,
  relay,
  idle,
  processes,
  growth,
  start,
  privacy,
];
