import { memoryBackbone } from '@entrepot/eventstore';
import { shopContracts, shopErrors } from '../../conformance/shop';
import { MemoryBus } from '../memory/memory-bus';
import { turns, VirtualClock } from '../memory/virtual-clock';
import { defaultLimits } from '../runtime/service-parts';
import { RebuildLease } from './rebuild-lease';

function opened() {
  const clock = new VirtualClock();
  const backbone = memoryBackbone({ clock: () => clock.date() });
  const fixed = { name: 'shop', contracts: shopContracts, errors: shopErrors, watch: {}, limits: defaultLimits };
  const parts = { ...fixed, backbone, bus: new MemoryBus(clock), clock };
  const stop = new AbortController();
  return { clock, parts, stop, take: () => RebuildLease.take(parts, { lease: 'l', owner: 'me', stop: stop.signal }) };
}

describe('the lease of a rebuild', () => {
  it('is held for as long as it is renewed, and is lost as soon as it may be, before anybody says so', async () => {
    const { clock, parts, take } = opened();
    const lease = (await take())!;
    await clock.advance(60_000);
    expect(lease.isHeld).toBe(true);
    parts.backbone.leases.take = () => new Promise(() => undefined);
    await clock.advance(13_000);
    expect([lease.signal.aborted, lease.isHeld, lease.signal.aborted]).toEqual([false, false, true]);
  });

  it('ends with the process, and with another one that has it', async () => {
    const { clock, parts, stop, take } = opened();
    const lease = (await take())!;
    await parts.backbone.leases.release('l', 'me');
    await parts.backbone.leases.take('l', 'another', 60_000);
    await clock.advance(5_000);
    expect(lease.isHeld).toBe(false);
    expect(await take()).toBeUndefined();
    await parts.backbone.leases.release('l', 'another');
    const again = (await take())!;
    stop.abort();
    expect(again.isHeld).toBe(false);
  });

  it('is not asked for any more once it was given back, whatever is still on its way', async () => {
    const { clock, parts, take } = opened();
    const lease = (await take())!;
    const { leases } = parts.backbone;
    let answer: ((taken: boolean) => void) | undefined;
    let asked = 0;
    leases.take = () => new Promise((resolve) => ((asked += 1), (answer = resolve)));
    await clock.advance(5_000);
    await lease.release();
    answer?.(true);
    await turns(5);
    await clock.advance(60_000);
    expect(asked).toBe(1);
  });
});
