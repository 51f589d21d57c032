import { memoryBackbone, MemoryStore } from '../src';
import { describeCommits } from './commits.conformance';
import { describeLongStreams } from './long-streams.conformance';
import { describeNewborns } from './newborns.conformance';
import { describeWriters } from './numbered.conformance';
import type { OpenStore } from './samples';
import { describeSide, type OpenBackbone } from './side.conformance';
import { describeStore } from './store.conformance';
import { describeTwoWriters } from './two-writers.conformance';
import { describeUnknownOutcomes } from './unknown-outcomes.conformance';
import { describeViews } from './views.conformance';

const open = async (): Promise<OpenStore> => ({ store: new MemoryStore(), close: async () => undefined });

describeStore('MemoryStore', open);
describeCommits('MemoryStore', open);
describeUnknownOutcomes('MemoryStore', open);
describeTwoWriters('MemoryStore', open);
describeNewborns('MemoryStore', open);
describeLongStreams('MemoryStore', open);

const openBackbone = async (): Promise<OpenBackbone> => {
  const backbone = memoryBackbone();
  return { backbone, again: async () => backbone, close: () => backbone.stop() };
};

describeSide('In memory', openBackbone);
describeViews('In memory', openBackbone);

describeWriters('MemoryStore', async () => {
  const first = new MemoryStore();
  return { open: async () => first.beside(), close: async () => undefined };
});
