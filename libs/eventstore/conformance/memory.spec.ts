import { MemoryStore } from '../src';
import { describeCommits } from './commits.conformance';
import { describeLongStreams } from './long-streams.conformance';
import type { OpenStore } from './samples';
import { describeStore } from './store.conformance';
import { describeTwoWriters } from './two-writers.conformance';
import { describeUnknownOutcomes } from './unknown-outcomes.conformance';

const open = async (): Promise<OpenStore> => ({ store: new MemoryStore(), close: async () => undefined });

describeStore('MemoryStore', open);
describeCommits('MemoryStore', open);
describeUnknownOutcomes('MemoryStore', open);
describeTwoWriters('MemoryStore', open);
describeLongStreams('MemoryStore', open);
