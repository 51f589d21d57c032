import { Journey, stockOf } from './support/journey';
import { anOrder, aSku, orderIdOf, thePlaces, UNIT_PRICE } from './support/merchant';
import { SHORT_BENCHMARKS, wrongWith } from './support/short-benchmarks';
import { World } from './support/world';
import { IntakePublisher } from '../tools/replay/intake';

jest.setTimeout(180_000);

describe('two processes of orders', () => {
  let world: World;
  let intake: IntakePublisher;

  beforeAll(async () => {
    world = await World.start({ processesPerService: { orders: 2 } });
    await thePlaces(world);
    const { brokers, merchantId } = world.system;
    const topic = (name: string) => `${world.topicPrefix}-${name}`;
    intake = new IntakePublisher({ brokers: brokers.split(','), topic, merchantId });
    await intake.start();
  });

  afterAll(async () => {
    await intake.stop();
    await world.stop();
  });

  it('make one order of the same order on both doors at once', async () => {
    const sku = await aSku(world, { north: 20 });
    const bodies = Array.from({ length: 10 }, () => anOrder({ lines: [{ sku, quantity: 1 }] }));
    await Promise.all(
      bodies.flatMap((body) => [
        world.apiOf('orders', 0).post('/v1/orders', body, { idempotencyKey: `a-${body.sourceOrderId}` }),
        world.apiOf('orders', 1).post('/v1/orders', body, { idempotencyKey: `b-${body.sourceOrderId}` }),
        intake.publish(body.sourceOrderId, body),
      ]),
    );
    const journeys = bodies.map((body) => new Journey(world, orderIdOf(world, body)));
    for (const journey of journeys) await journey.reaches('confirmed');
    await world.quiet();
    for (const journey of journeys) {
      expect((await journey.story()).filter(({ event }) => event === 'OrderPlaced')).toHaveLength(1);
      expect(await journey.shipments()).toHaveLength(1);
      expect((await journey.payment()).held).toBe(UNIT_PRICE);
    }
    expect(await stockOf(world, sku)).toEqual({ onHand: 20, reserved: 10 });
  });

  it('take commands for the same orders on both, and each order ends once', async () => {
    const sku = await aSku(world, { north: 20 });
    const bodies = Array.from({ length: 8 }, () => anOrder({ lines: [{ sku, quantity: 1 }] }));
    await Promise.all(
      bodies.map((body, index) =>
        world.apiOf('orders', index % 2).post('/v1/orders', body, { idempotencyKey: body.sourceOrderId }),
      ),
    );
    const cancel = (index: number, body: { sourceOrderId: string }) =>
      world
        .apiOf('orders', index)
        .post(
          `/v1/orders/${orderIdOf(world, body)}/cancel`,
          { reason: 'both at once' },
          { idempotencyKey: `${index}-${body.sourceOrderId}` },
        );
    const replies = await Promise.all(bodies.flatMap((body) => [cancel(0, body), cancel(1, body)]));
    expect(replies.filter(({ status }) => status >= 500)).toEqual([]);
    for (const body of bodies) {
      const journey = new Journey(world, orderIdOf(world, body));
      await journey.reaches('cancelled');
      expect((await journey.story()).filter(({ event }) => event === 'OrderCancelled')).toHaveLength(1);
    }
    await world.quiet();
    expect(await stockOf(world, sku)).toEqual({ onHand: 20, reserved: 0 });
  });

  it('leave nothing behind that is stuck', async () => {
    expect(await world.stuck()).toEqual([]);
  });

  // Their figures mean nothing here; whether everything was done and the books balance does.
  it.each(SHORT_BENCHMARKS)('do all the work of the benchmark %s', async (_, run) => {
    expect(wrongWith(await run(world.target()))).toBeUndefined();
  });
});
