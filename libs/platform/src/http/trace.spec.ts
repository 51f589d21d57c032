import { continueTrace, currentTrace, withinTrace } from './trace';

const id = '0af7651916cd43dd8448eb211c80319c';

describe('a trace', () => {
  it("goes on with a span of its own and the caller's flags", () => {
    const trace = continueTrace(`00-${id}-b7ad6b7169203331-00`);
    expect(trace.traceId).toBe(id);
    expect(trace.header).toMatch(new RegExp(`^00-${id}-(?!b7ad6b7169203331)[0-9a-f]{16}-00$`));
  });

  it.each([
    undefined,
    'nonsense',
    `ff-${id}-b7ad6b7169203331-01`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${id}-0000000000000000-01`,
    `00-${id}-b7ad6b7169203331-01-more`,
    `00-${id.toUpperCase()}-b7ad6b7169203331-01`,
  ])('begins anew for %s', (header) => expect(continueTrace(header).traceId).not.toBe(id));

  it('of a later version is understood as far as it is known', () => {
    expect(continueTrace(`01-${id}-b7ad6b7169203331-01-more`)).toMatchObject({ traceId: id });
  });

  it('is known across awaits, and only inside', async () => {
    const trace = continueTrace(undefined);
    const inside = await withinTrace(trace, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return currentTrace();
    });
    expect(inside).toBe(trace);
    expect(currentTrace()).toBeUndefined();
  });
});
