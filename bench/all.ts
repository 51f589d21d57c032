import type { Benchmark } from './benchmark';
import { hot } from './hot';
import { intake } from './intake';
import { orders } from './orders';
import { privacy } from './privacy';
import { reads } from './reads';
import { start } from './start/start';

/** Every benchmark, in the order in which they are listed. */
export const BENCHMARKS: readonly Benchmark[] = [orders, intake, hot, reads, start, privacy];
