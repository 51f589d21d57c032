import { play, type History } from './history';
import { Depot } from './whole/carrier';
import { wholeServices } from './whole/tier';

/** A simulation runs promises itself, which it cannot do from within one. */
function outsideOfPromises<T>(run: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(run());
      } catch (error) {
        reject(error as Error);
      }
    });
  });
}

const outlineOf = ({ trace, steps, violations, virtualMs }: History) => ({ trace, steps, violations, virtualMs });

describe('a history of all services', () => {
  it('ends well when nothing goes wrong', async () => {
    const histories = await outsideOfPromises(() => [1, 2, 3].map((seed) => play(wholeServices, seed, { faults: [] })));
    expect(histories.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('is the same for the same seed, and another one for another', async () => {
    const histories = await outsideOfPromises(() => [7, 8, 7].map((seed) => outlineOf(play(wholeServices, seed))));
    expect(histories[2]).toEqual(histories[0]);
    expect(histories[1]!.trace).not.toBe(histories[0]!.trace);
  });

  it('does not end well when a parcel goes to somebody who has cancelled, or one is booked that nobody knows', async () => {
    const { prototype } = Depot;
    const problemsOf = (seed: number) => outsideOfPromises(() => play(wholeServices, seed, { faults: [] }).violations);
    const lying = jest.spyOn(prototype, 'void').mockReturnValue({ kind: 'voided' });
    const sent = await problemsOf(6);
    lying.mockRestore();
    expect(sent.join('; ')).toMatch(
      /is voided, its parcel is delivered; .* was delivered for an order that is cancelled/,
    );
    const right = prototype.book;
    const booking = jest.spyOn(prototype, 'book').mockImplementation(function (this: Depot, booking) {
      right.call(this, { ...booking, reference: `${booking.reference}~` });
      return right.call(this, booking);
    });
    const booked = await problemsOf(6);
    booking.mockRestore();
    expect(booked.join('; ')).toMatch(/the carrier has \S+~, of no shipment/);
  });

  it('leaves time and chance as they were', async () => {
    const before = [setTimeout, setImmediate, Date, Math.random];
    await outsideOfPromises(() => play(wholeServices, 9));
    expect([setTimeout, setImmediate, Date, Math.random]).toEqual(before);
    expect(Math.abs(Date.now() - performance.timeOrigin)).toBeLessThan(86_400_000);
  });
});
