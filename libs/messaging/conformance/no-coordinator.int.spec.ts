import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, silent, startKafka, type EmbeddedServer } from '@entrepot/testing';
import { checkKafka } from '../src';

/** It wants more copies than there are brokers of the topic that coordinators work with: none ever comes. */
const NEVER = { 'offsets.topic.replication.factor': '3' };

describe('the check at the start, while brokers have no coordinator of groups', () => {
  let kafka: EmbeddedServer | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-no-coordinator-'));

  beforeAll(async () => {
    const [broker, controller] = (await freePorts(2)) as [number, number];
    kafka = await startKafka({ ports: { broker, controller }, folder, say: silent, settings: NEVER });
  }, 60_000);

  afterAll(async () => {
    await kafka?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets the service start: whoever reads waits for one', async () => {
    const wishes = { topics: [], group: 'shop', watchedGroups: ['warehouse'], production: false, patienceMs: 0 };
    await expect(checkKafka({ brokers: [kafka!.address], clientId: 'test' }, wishes)).resolves.toEqual([]);
  });
});
