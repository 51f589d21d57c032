import { Journey, stockOf } from './support/journey';
import { aSku, place, thePlaces, UNIT_PRICE, type OrderWish } from './support/merchant';
import { World } from './support/world';

jest.setTimeout(120_000);

interface Changed {
  readonly changes: readonly { readonly state: string }[];
}

describe('an order that is changed before its pick-up', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.shared('changes');
    await thePlaces(world);
  });

  afterAll(async () => {
    expect(await world.stuck()).toEqual([]);
  });

  const confirmed = async (wish: OrderWish) => {
    const journey = new Journey(world, await place(world, wish));
    await journey.reaches('confirmed');
    await journey.labelled();
    return journey;
  };

  const ask = async (journey: Journey, action: string, body: object) => {
    const path = `/v1/orders/${journey.orderId}/${action}`;
    const options = { idempotencyKey: `${action}-${journey.orderId}` };
    expect(await world.api('orders').post(path, body as never, options)).toMatchObject({ status: 202 });
  };

  /** Once one parcel was stopped and so many others have their labels, those arrive. */
  const deliver = async (journey: Journey, parcels: number) => {
    const alive = (all: Awaited<ReturnType<Journey['shipments']>>) => all.filter(({ state }) => state !== 'voided');
    const isReady = (all: Awaited<ReturnType<Journey['shipments']>>) =>
      all.length === parcels + 1 &&
      alive(all).length === parcels &&
      alive(all).every(({ trackingNumber }) => trackingNumber !== undefined);
    const ready = await world.until(`${parcels} parcels of ${journey.orderId}`, () => journey.shipments(), isReady);
    for (const { trackingNumber = '' } of alive(ready)) await journey.advance(trackingNumber, 'DELIVERED');
    await journey.reaches('delivered');
  };

  it('gets what is added, not what is removed, and pays the difference', async () => {
    const places: Record<string, number>[] = [{ north: 5 }, { north: 5 }, { south: 5 }];
    const [kept = '', gone = '', more = ''] = await Promise.all(places.map((at) => aSku(world, at)));
    const lines = [
      { sku: kept, quantity: 1 },
      { sku: gone, quantity: 1 },
    ];
    const journey = await confirmed({ lines });
    await ask(journey, 'change-lines', {
      add: [{ sku: more, quantity: 2, unitPrice: UNIT_PRICE }],
      remove: ['2'],
      reason: 'wrong colour',
    });
    const isMade = ({ changes }: Changed) => changes.some(({ state }) => state === 'made');
    const read = () => journey.order() as Promise<never>;
    await world.until('the change', read as () => Promise<Changed>, isMade);
    await deliver(journey, 2);
    expect(await journey.books()).toEqual({ owed: 3 * UNIT_PRICE, settled: 3 * UNIT_PRICE, open: 0, held: 0 });
    expect(await stockOf(world, gone)).toEqual({ onHand: 5, reserved: 0 });
    expect(await stockOf(world, more)).toEqual({ onHand: 3, reserved: 0 });
    expect(await stockOf(world, kept)).toEqual({ onHand: 4, reserved: 0 });
  });

  it('goes to another country from places that are chosen anew, with the payment that it had', async () => {
    const sku = await aSku(world, { north: 5 });
    const journey = await confirmed({ lines: [{ sku, quantity: 2 }] });
    await ask(journey, 'change-address', { shipTo: { city: 'Vigo', country: 'ES' }, reason: 'moved' });
    await deliver(journey, 1);
    expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
    expect(await stockOf(world, sku)).toEqual({ onHand: 3, reserved: 0 });
    const story = await journey.story();
    expect(story.filter(({ event }) => event === 'RoutePlanned')).toHaveLength(2);
  });
});
