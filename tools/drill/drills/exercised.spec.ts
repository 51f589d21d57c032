import { loadAllContracts } from '@entrepot/contracts';
import { compared } from './brokers';
import { dueOf, swallowedOf } from './garbage/swallowed';
import { killedAll } from './kill';
import { wentWrong } from './partners';

const kept = (promises: readonly { readonly kept: boolean }[]) => promises.map((one) => one.kept);

describe('a drill in which nothing was exercised', () => {
  it('has not killed every service when one was never there to be killed', () => {
    const all = { orders: 2, inventory: 1, payments: 1, logistics: 1, catalog: 1, returns: 1, access: 1 };
    expect(killedAll(all).kept).toBe(true);
    expect(killedAll({ ...all, orders: 9, access: 0 })).toMatchObject({
      kept: false,
      counted: '14 kills, none of access',
    });
  });

  it('has lost nothing only if something was acknowledged', () => {
    const stock = { acknowledged: 10, lost: 1, copies: 0 };
    expect(kept(compared({ ours: { acknowledged: 10, lost: 0, copies: 0 }, stock }))).toEqual([true, true]);
    expect(kept(compared({ ours: { acknowledged: 0, lost: 0, copies: 0 }, stock }))).toEqual([false, true]);
  });

  it('has had bad partners only if each was bad in every way', () => {
    const counters = {
      ...{ 'psp.authorise.failed': 3, 'psp.capture.unanswered': 2, 'psp.authorise.repeated': 1 },
      ...{ 'carrier.book.failed': 1, 'carrier.book.unanswered': 1, 'carrier.book.repeated': 1 },
    };
    const uncut = { target: 'psp', operation: 'capture', times: 40 };
    expect(wentWrong(counters, [{ ...uncut, times: 39 }]).kept).toBe(true);
    expect(wentWrong(counters, [uncut]).kept).toBe(false);
    for (const name of Object.keys(counters).filter((each) => !each.endsWith('.repeated'))) {
      expect(wentWrong({ ...counters, [name]: 0 }, []).kept).toBe(false);
    }
    const once = { ...counters, 'carrier.book.repeated': 0 };
    expect(wentWrong(once, []).kept).toBe(true);
    expect(wentWrong({ ...once, 'psp.authorise.repeated': 0 }, []).kept).toBe(false);
  });
});

describe('garbage that nobody kept', () => {
  beforeAll(() => loadAllContracts());

  const headers = { ce_type: 'ShipmentPickedUp', ce_id: 'm/shipment/x/0000000001#0' };
  const sent = [
    { kind: 'truncated', isPoison: true, message: { value: null, headers } },
    { kind: 'duplicate', message: { value: null, headers } },
  ] as const;
  const letterOf = (service: string) => ({ service, message: { headers } });

  it('is what its readers besides the owner have no letter of', () => {
    const due = dueOf(sent);
    expect(due.map(({ service }) => service)).toEqual(['orders', 'returns']);
    expect(swallowedOf(due, ['orders', 'returns'].map(letterOf))).toEqual([]);
    expect(swallowedOf(due, [letterOf('logistics'), letterOf('returns')])).toEqual([due[0]]);
  });
});
