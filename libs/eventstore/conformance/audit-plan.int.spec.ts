import { testBackend, uniqueName } from '@entrepot/testing';
import { createConnection, type Connection } from 'mongoose';
import { mongoBackbone, type AuditQuery, type AuditTrail } from '../src';

type Find = Readonly<Record<string, unknown>>;

const MANY = 2_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const at = (second: number) => new Date(START + second * 1_000);

/** What the list of what was done by hand costs among many entries of others. */
describe('the audit trail', () => {
  const finds: Find[] = [];
  let connection: Connection;
  let audit: AuditTrail;

  beforeAll(async () => {
    const options = { dbName: uniqueName('audit'), bufferCommands: false, monitorCommands: true };
    connection = await createConnection(testBackend().mongoUri, options).asPromise();
    connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'find') finds.push(command as Find);
    });
    const backbone = mongoBackbone(connection);
    await backbone.prepare();
    audit = backbone.audit;
    const entry = (index: number, by: string, action: string, merchantId = 'm') => ({
      _id: `aud_${by}_${action}_${index}`,
      ...{ merchantId, by, action, what: 'parked', ids: ['a'], at: at(index) },
    });
    const many = Array.from({ length: MANY }, (_, index) => [
      entry(index, 'busy', 'redrive'),
      entry(index, 'other', 'redrive', 'elsewhere'),
    ]);
    const few = [entry(0, 'rare', 'redrive'), entry(1, 'busy', 'discard'), entry(2, 'rare', 'discard')];
    await connection.collection('audit').insertMany([...many.flat(), ...few] as never[]);
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  /** The page, and how many entries were read for it. */
  async function readFor(query: AuditQuery): Promise<{ found: string[]; read: number; next: string | undefined }> {
    finds.length = 0;
    const { items, next } = await audit.list('m', query);
    const { find, filter, sort, limit } = finds[0] ?? {};
    const plan = await connection.db!.command({ explain: { find, filter, sort, limit }, verbosity: 'executionStats' });
    const { totalDocsExamined } = plan['executionStats'] as { totalDocsExamined: number };
    return { found: items.map(({ by, action }) => `${by} ${action}`), read: totalDocsExamined, next };
  }

  it.each<[string, Partial<AuditQuery>, string[]]>([
    ['a person', { by: 'rare' }, ['rare discard', 'rare redrive']],
    ['an action', { action: 'discard' }, ['rare discard', 'busy discard']],
    ['an action of a person', { by: 'busy', action: 'discard' }, ['busy discard']],
    ['a person in a time', { by: 'rare', from: at(1).toISOString(), to: at(9).toISOString() }, ['rare discard']],
  ])('of %s is found without reading those of all others', async (_, query, expected) => {
    const { found, read } = await readFor({ limit: 5, ...query });
    expect(found).toEqual(expected);
    expect(read).toBeLessThanOrEqual(expected.length);
  });

  it.each<[string, Partial<AuditQuery>]>([
    ['everybody', {}],
    ['a person', { by: 'busy' }],
    ['an action', { action: 'redrive' }],
  ])('of %s goes on from a page without reading what was before it', async (_, query) => {
    const before = { ...query, to: at(MANY / 2).toISOString() };
    const { next } = await readFor({ limit: 5, ...before });
    const second = await readFor({ limit: 5, ...query, ...(next !== undefined && { cursor: next }) });
    expect(second.found).toEqual(Array.from({ length: 5 }, () => 'busy redrive'));
    expect(second.read).toBeLessThan(20);
  });
});
