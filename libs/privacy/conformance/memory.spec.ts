import { MemoryKeyStore } from '../src';
import { describeKeyStore } from './key-store.conformance';

describeKeyStore('in memory', () => new MemoryKeyStore());
