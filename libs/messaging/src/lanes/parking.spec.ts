import { memoryBackbone } from '@entrepot/eventstore';
import { money } from '../../conformance/orders';
import { shopContracts, shopErrors } from '../../conformance/shop';
import { Incoming } from '../message/incoming';
import { MemoryBus } from '../memory/memory-bus';
import { turns, VirtualClock } from '../memory/virtual-clock';
import { defaultLimits, type ServiceParts } from '../runtime/service-parts';
import { Parking } from './parking';

function opened(): { parts: ServiceParts; parking: Parking; clock: VirtualClock } {
  const clock = new VirtualClock();
  const backbone = memoryBackbone({ clock: () => clock.date() });
  const shop = { name: 'shop', contracts: shopContracts, errors: shopErrors, limits: defaultLimits, watch: {} };
  const parts: ServiceParts = { ...shop, backbone, bus: new MemoryBus(clock), clock };
  return { parts, parking: new Parking(parts), clock };
}

function input(offset: number): Incoming {
  const { topic, key, value, headers } = money('o1', offset, offset + 1);
  return Incoming.ofHeld({ topic, partition: 0, offset, key, value, headers });
}

const failure = { kind: 'broken', code: 'handler.failed', reason: 'a bug' } as const;

describe('parking', () => {
  it('rule 13: parks what comes behind from the moment of parking, and tells when it is durable', async () => {
    const { parts, parking } = opened();
    const done: number[] = [];
    parking.park('order', 's', { incoming: input(0), failure }, () => done.push(0));
    expect(parking.has('order', 's')).toBe(true);
    expect(parking.has('order', 'another')).toBe(false);
    expect(parking.has('payment', 's')).toBe(false);
    expect(done).toEqual([]);
    await turns(5);
    expect(done).toEqual([0]);
    expect(await parts.backbone.parkedInputs.count()).toBe(1);
  });

  it('rule 13: lets later inputs past only when nothing of the key is parked or on its way', async () => {
    const { parts, parking } = opened();
    const { parkedInputs } = parts.backbone;
    parking.park('order', 's', { incoming: input(0), failure }, () => undefined);
    await turns(5);
    const [state] = [...parking.all()];
    expect(await parking.release(state!)).toBe(false);
    const [first] = await parkedInputs.inputs(state!, 1);
    await parkedInputs.remove([first!.id]);
    parking.park('order', 's', { incoming: input(1) }, () => undefined);
    expect(await parking.release(state!)).toBe(false);
    await turns(5);
    expect(await parking.release(state!)).toBe(false);
    const [second] = await parkedInputs.inputs(state!, 1);
    await parkedInputs.remove([second!.id]);
    expect(await parking.release(state!)).toBe(true);
    expect(parking.has('order', 's')).toBe(false);
  });

  it('rule 13: holds a key that gets an input while the store is asked whether it is drained', async () => {
    const { parts, parking } = opened();
    const { parkedInputs } = parts.backbone;
    parking.park('order', 's', { incoming: input(0), failure }, () => undefined);
    await turns(5);
    const [state] = [...parking.all()];
    await parkedInputs.remove((await parkedInputs.inputs(state!, 1)).map(({ id }) => id));
    const releasing = parking.release(state!);
    parking.park('order', 's', { incoming: input(1) }, () => undefined);
    expect(await releasing).toBe(false);
    expect(parking.has('order', 's')).toBe(true);
  });

  it('rule 13: knows after loading what others parked of a partition, and only of that', async () => {
    const { parts, parking } = opened();
    parking.park('order', 's', { incoming: input(3), failure }, () => undefined);
    await turns(5);
    const other = new Parking(parts);
    const assignment = { topic: 'till.payment.v1', start: 0, end: 9, ofTopic: 2 };
    await other.load([{ ...assignment, partition: 1 }]);
    expect(other.has('order', 's')).toBe(false);
    await other.load([{ ...assignment, partition: 0 }]);
    expect(other.has('order', 's')).toBe(true);
  });
});
