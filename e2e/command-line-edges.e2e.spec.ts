import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../libs/testing/src/workspace/root';
import { CommandLine } from './support/command-line';
import { Journey } from './support/journey';
import { aSku, place, thePlaces } from './support/merchant';
import { World } from './support/world';

jest.setTimeout(120_000);

describe('npx entrepot, where there is more or less than it can show', () => {
  let world: World;
  let entrepot: CommandLine;
  let orderId: string;

  beforeAll(async () => {
    world = await World.shared('command-line-edges', { throughGateway: true });
    entrepot = new CommandLine(world);
    await thePlaces(world);
    const sku = await aSku(world, { north: 10 });
    orderId = await place(world, { lines: [{ sku, quantity: 1 }] });
    await new Journey(world, orderId).reaches('confirmed');
  });

  it('says that a list is cut, in its text and beside its JSON, and of a whole one that it is whole by silence', async () => {
    const open = ['streams', 'show', `order/${orderId}`, '--open', '--reason', 'a test'];
    const [cut, whole] = [await entrepot.run(...open, '--limit', '1', '--json'), await entrepot.run(...open)];
    expect([cut.status, cut.err]).toEqual([0, expect.stringContaining('more is recorded than these 1 events')]);
    expect((JSON.parse(cut.out) as { events: object[] }).events).toHaveLength(1);
    expect([whole.status, whole.err]).toEqual([0, '']);
    const audits = [await entrepot.run('audit', '--limit', '1'), await entrepot.run('audit', '--limit', '2')];
    expect(audits.map(({ err }) => err)).toEqual([expect.stringContaining('older entries than these 1'), '']);
  });

  it('does not say that nothing waits where it found nothing to look at', async () => {
    const elsewhere = new CommandLine(world, { TOPIC_PREFIX: 'nobody' });
    const lag = await elsewhere.run('lag', '--service', 'orders');
    expect([lag.status, lag.out]).toEqual([1, 'nothing was found to look at\n']);
    expect(lag.err).toContain('nobody-orders.order.v1');
    expect(lag.err).toContain('is TOPIC_PREFIX that of the services?');
  });

  it('ends as if nothing were the matter when its reader has gone', async () => {
    const script = join(workspaceRoot(), 'tools/entrepot.mjs');
    const piped = ['-o', 'pipefail', '-c', `"${process.execPath}" "${script}" --help | true`];
    const [status, err] = await new Promise<[number | null, string]>((resolve) => {
      const child = execFile('bash', piped, (_, __, said) => resolve([child.exitCode, said]));
    });
    expect([status, err]).toEqual([0, '']);
  });
});
