import { memoryBackbone, type ClaimedTask } from '@entrepot/eventstore';
import { shopContracts, shopErrors } from '../../conformance/shop';
import { MemoryBus } from '../memory/memory-bus';
import { turns, VirtualClock } from '../memory/virtual-clock';
import { defaultLimits, type ServiceParts } from '../runtime/service-parts';
import { TaskRunner, type TaskEnd, type TaskWork } from './task-runner';

class Work implements TaskWork {
  readonly ran: string[] = [];
  free = 100;
  end: (task: ClaimedTask) => TaskEnd = () => 'finished';

  constructor(readonly kind: string) {}

  async run(task: ClaimedTask): Promise<TaskEnd> {
    await Promise.resolve();
    this.ran.push(task.id);
    return this.end(task);
  }
}

function opened(): { runner: TaskRunner; clock: VirtualClock; parts: ServiceParts; claims: () => number } {
  const clock = new VirtualClock();
  const backbone = memoryBackbone({ clock: () => clock.date() });
  const shop = { name: 'shop', contracts: shopContracts, errors: shopErrors, limits: defaultLimits, watch: {} };
  const parts: ServiceParts = { ...shop, backbone, bus: new MemoryBus(clock), clock };
  let claims = 0;
  const claim = backbone.tasks.claim.bind(backbone.tasks);
  backbone.tasks.claim = (given) => {
    claims += 1;
    return claim(given);
  };
  return { runner: new TaskRunner(parts), clock, parts, claims: () => claims };
}

const task = (id: string, kind: string, dueAt: string) => ({ id, kind, merchantId: 'demo', payload: {}, dueAt });

describe('the task runner', () => {
  it('rule 20: works on what is due, and takes it away when its outcome is durable', async () => {
    const { runner, clock, parts } = opened();
    const work = new Work('a');
    runner.register(work);
    const now = clock.date().toISOString();
    const later = new Date(clock.now() + 60_000).toISOString();
    await parts.backbone.tasks.insert([task('1', 'a', now), task('2', 'a', later), task('3', 'other', now)]);
    runner.start();
    await clock.advance(1_000);
    expect(work.ran).toEqual(['1']);
    await clock.advance(62_000);
    expect(work.ran).toEqual(['1', '2']);
    expect(await parts.backbone.tasks.count()).toBe(1);
  });

  it('puts a task back that is not done, and one whose work fails, with the error', async () => {
    const { runner, clock, parts } = opened();
    const work = new Work('a');
    work.end = ({ attempts }) => {
      if (attempts === 1) throw new TypeError('a bug');
      return attempts === 2 ? { dueAt: clock.now() + 5_000, lastError: 'not yet' } : 'finished';
    };
    runner.register(work);
    await parts.backbone.tasks.insert([task('1', 'a', clock.date().toISOString())]);
    runner.start();
    await clock.advance(1_000);
    expect((await parts.backbone.tasks.show('demo', '1'))?.lastError).toContain('a bug');
    await clock.advance(12_000);
    expect((await parts.backbone.tasks.show('demo', '1'))?.lastError).toBe('not yet');
    await clock.advance(10_000);
    expect(await parts.backbone.tasks.count()).toBe(0);
  });

  it('holds back no kind because another one is full, and claims nothing for a full one', async () => {
    const { runner, clock, parts } = opened();
    const [full, nearly, roomy] = [new Work('full'), new Work('nearly'), new Work('roomy')];
    full.free = 0;
    nearly.free = 1;
    [full, nearly, roomy].forEach((work) => runner.register(work));
    const now = clock.date().toISOString();
    const tasks = ['full', 'nearly', 'roomy'].flatMap((kind) =>
      Array.from({ length: 20 }, (_, index) => task(`${kind}-${index}`, kind, now)),
    );
    await parts.backbone.tasks.insert(tasks);
    runner.start();
    await clock.advance(50);
    expect([full.ran.length, nearly.ran.length, roomy.ran.length]).toEqual([0, 1, 20]);
  });

  it('rule 25: gives back what is under way when its process leaves, so that another one need not wait', async () => {
    const { runner, clock, parts } = opened();
    const endless: TaskWork = { kind: 'a', free: 100, run: () => new Promise(() => undefined) };
    runner.register(endless);
    await parts.backbone.tasks.insert([task('1', 'a', clock.date().toISOString())]);
    runner.start();
    await clock.advance(500);
    const claim = { kinds: ['a'], limit: 1, leaseMs: 1_000 };
    expect(await parts.backbone.tasks.claim(claim)).toEqual([]);
    runner.stop();
    await runner.giveBack();
    // The second try of whoever takes it: it asks before it calls.
    expect(await parts.backbone.tasks.claim(claim)).toMatchObject([{ id: '1', attempts: 2 }]);
  });

  it('rule 25: begins nothing that it is given only after it was told to stop, and gives it back', async () => {
    const { runner, clock, parts } = opened();
    const work = new Work('a');
    runner.register(work);
    const { tasks } = parts.backbone;
    await tasks.insert([task('1', 'a', clock.date().toISOString())]);
    const claim = tasks.claim.bind(tasks);
    let answer: () => void = () => undefined;
    tasks.claim = async (given) => {
      const claimed = await claim(given);
      await new Promise<void>((resolve) => (answer = resolve));
      return claimed;
    };
    runner.start();
    await clock.advance(200);
    runner.stop();
    expect(runner.busy).toBe(1);
    await runner.giveBack();
    answer();
    await turns(10);
    expect([runner.busy, work.ran]).toEqual([0, []]);
    expect(await claim({ kinds: ['a'], limit: 1, leaseMs: 1_000 })).toMatchObject([{ id: '1' }]);
  });

  it('looks soon after a nudge, but never in two rows at once', async () => {
    const { runner, clock, claims } = opened();
    runner.register(new Work('a'));
    runner.start();
    await clock.advance(10_000);
    for (let time = 0; time < 200; time += 1) {
      runner.nudge(0);
      await clock.advance(500);
      runner.nudge(0);
      await turns(1);
    }
    const before = claims();
    await clock.advance(10_000);
    expect(claims() - before).toBeLessThanOrEqual(10_000 / defaultLimits.idleTaskPollMs + 5);
    runner.stop();
    const stopped = claims();
    await clock.advance(10_000);
    expect(claims()).toBe(stopped);
  });
});
