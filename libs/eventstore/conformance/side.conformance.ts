import { DomainError } from '@entrepot/kernel';
import { EVERY_MERCHANT, type Backbone, type HeldMessage, type NewDeadLetter, type NewParkedInput, type NewTask } from '../src'; // prettier-ignore

export interface OpenBackbone {
  readonly backbone: Backbone;
  /** Another process on the same database. */
  again(): Promise<Backbone>;
  close(): Promise<void>;
}

const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const task = (id: string, more: Partial<NewTask> = {}): NewTask => ({
  id,
  kind: 'call',
  merchantId: 'm',
  payload: { for: id, nested: { 'a.b': [1, null] } },
  dueAt: later(-1_000),
  ...more,
});

const message = (offset: number, more: Partial<HeldMessage> = {}): HeldMessage => ({
  topic: 'orders.order.v1',
  partition: 0,
  offset,
  key: 'm/order/1',
  headers: { ce_id: `m/order/1/000000000${offset}#0`, 'x.y': '1' },
  value: '{"type":"OrderPlaced"}',
  ...more,
});

const parked = (source: string, offset: number, more: Partial<NewParkedInput> = {}): NewParkedInput => ({
  reaction: 'order',
  source,
  merchantId: 'm',
  message: message(offset),
  reason: 'order.not-found',
  retryAt: later(-1_000),
  ...more,
});

const letter = (offset: number, more: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
  reaction: 'order',
  source: 'm/order/1',
  merchantId: 'm',
  message: message(offset),
  code: 'order.not-found',
  reason: 'it never appeared',
  attempts: 3,
  ...more,
});

/** What is kept beside the streams. */
export function describeSide(name: string, open: () => Promise<OpenBackbone>): void {
  describe(`${name}: beside the streams`, () => {
    let opened: OpenBackbone;
    let backbone: Backbone;

    beforeEach(async () => {
      opened = await open();
      backbone = opened.backbone;
    });

    afterEach(() => opened.close());

    it('remembers positions', async () => {
      const { positions } = backbone;
      expect(await positions.get('relay')).toBeUndefined();
      await positions.set('relay', '1');
      await positions.set('relay', '2');
      await positions.set('other', '9');
      expect(await positions.get('relay')).toBe('2');
      await positions.set('other:more', '8');
      expect([...(await positions.named('other'))]).toEqual([
        ['other', '9'],
        ['other:more', '8'],
      ]);
    });

    it('rule 10: of several who want a lease, one has it until it runs out or is given back', async () => {
      const { leases } = backbone;
      const owners = ['a', 'b', 'c', '$d'];
      const taken = await Promise.all(owners.map((owner) => leases.take('relay', owner, 10_000)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const owner = owners[taken.indexOf(true)] as string;
      const other = owners.find((each) => each !== owner) as string;
      expect(await leases.take('relay', owner, 10_000)).toBe(true);
      await leases.release('relay', other);
      expect(await leases.take('relay', other, 10_000)).toBe(false);
      await leases.release('relay', owner);
      expect(await leases.take('relay', other, 200)).toBe(true);
      await sleep(250);
      expect(await leases.take('relay', owner, 10_000)).toBe(true);
      expect(await leases.take('elsewhere', other, 10_000)).toBe(true);
    });

    it('rule 16: a task is there once, whoever adds it how often', async () => {
      const { tasks } = backbone;
      await Promise.all([1, 2, 3].map(() => tasks.insert([task('t1'), task('t2')])));
      await tasks.insert([task('t2', { dueAt: later(60_000) }), task('t3', { dueAt: later(60_000) })]);
      const claimed = await tasks.claim({ kinds: ['call'], limit: 10, leaseMs: 10_000 });
      expect(claimed.map(({ id }) => id).sort()).toEqual(['t1', 't2']);
      expect(claimed.find(({ id }) => id === 't1')).toMatchObject({
        ...task('t1'),
        dueAt: expect.anything(),
        attempts: 1,
      });
    });

    it('rule 20: tasks are claimed in batches, by one claimer each, the longest due first', async () => {
      const { tasks } = backbone;
      await tasks.insert(Array.from({ length: 30 }, (_, at) => task(`t${at}`, { dueAt: later(-1_000 * (at + 1)) })));
      await tasks.insert([task('other', { kind: 'timer' })]);
      const first = await tasks.claim({ kinds: ['call'], limit: 3, leaseMs: 10_000 });
      expect(first.map(({ id }) => id)).toEqual(['t29', 't28', 't27']);
      const claim = { kinds: ['call', 'timer'], limit: 10, leaseMs: 10_000 };
      const claims = await Promise.all([1, 2, 3, 4, 5].map(() => tasks.claim(claim)));
      const last = await tasks.claim({ ...claim, limit: 100 });
      const ids = [first, ...claims, last].flat().map(({ id }) => id);
      expect(ids).toHaveLength(31);
      expect(new Set(ids).size).toBe(31);
    });

    it('rule 20: a claim that ran out is lost: the task belongs to who claimed it next', async () => {
      const { tasks } = backbone;
      await tasks.insert([task('t')]);
      const [mine] = await tasks.claim({ kinds: ['call'], limit: 1, leaseMs: 400 });
      expect(await tasks.claim({ kinds: ['call'], limit: 1, leaseMs: 20 })).toEqual([]);
      await sleep(450);
      const [theirs] = await tasks.claim({ kinds: ['call'], limit: 1, leaseMs: 10_000 });
      expect(theirs).toMatchObject({ id: 't', attempts: 2 });
      await tasks.finish([mine as never]);
      expect(await tasks.reschedule(mine as never, { dueAt: later(0) })).toBe(false);
      expect(await tasks.count()).toBe(1);
      await tasks.finish([theirs as never]);
      expect(await tasks.count()).toBe(0);
    });

    it('rule 16: a task that failed is put back with what went wrong', async () => {
      const { tasks } = backbone;
      await tasks.insert([task('t')]);
      const claim = { kinds: ['call'], limit: 1, leaseMs: 10_000 };
      const [claimed] = await tasks.claim(claim);
      const dueAt = later(400);
      expect(await tasks.reschedule(claimed as never, { dueAt, lastError: 'no answer' })).toBe(true);
      expect(await tasks.claim(claim)).toEqual([]);
      await sleep(450);
      expect(await tasks.claim(claim)).toMatchObject([{ id: 't', attempts: 2, lastError: 'no answer', dueAt }]);
    });

    it('rule 19: a timer moves forward and never back by being added again', async () => {
      const { tasks } = backbone;
      await tasks.advance([task('t', { dueAt: later(60_000) })]);
      await tasks.advance([task('t', { dueAt: later(90_000) })]);
      const claim = { kinds: ['call'], limit: 1, leaseMs: 10_000 };
      expect(await tasks.claim(claim)).toEqual([]);
      await tasks.advance([task('t', { dueAt: later(-1) }), task('new')]);
      expect(await tasks.claim({ ...claim, limit: 5 })).toHaveLength(2);
    });

    it('rule 19: a timer that is moved forward while it fires is not deleted by the firing', async () => {
      const { tasks } = backbone;
      await tasks.insert([task('t', { dueAt: later(-10) })]);
      const fired = await tasks.claim({ kinds: ['call'], limit: 1, leaseMs: 10_000 });
      await tasks.advance([task('t', { dueAt: later(-5_000) })]);
      await tasks.finish(fired);
      expect(await tasks.count()).toBe(1);
    });

    it('rule 19: a timer that is asked for while it fires is there afterwards, whatever the firing found out', async () => {
      const { tasks } = backbone;
      const claim = { kinds: ['call'], limit: 5, leaseMs: 10_000 };
      await tasks.insert([task('forgotten', { dueAt: later(-10) }), task('moved', { dueAt: later(-10) })]);
      const fired = await tasks.claim(claim);
      const dueAt = later(60_000);
      const asked = fired.map(({ id }) => task(id, { dueAt, payload: { dueAt } }));
      await tasks.advance(asked);
      await tasks.finish(fired.filter(({ id }) => id === 'forgotten'));
      for (const each of fired) await tasks.reschedule(each, { dueAt: later(90_000) });
      expect((await tasks.list('m', { limit: 5 })).items).toMatchObject(asked);
    });

    it('rule 19: a timer that is deleted while it is moved is there afterwards', async () => {
      const { tasks } = backbone;
      for (let round = 0; round < 20; round += 1) {
        await tasks.insert([task(`t${round}`, { dueAt: later(-10) })]);
        const fired = await tasks.claim({ kinds: ['call'], limit: 1, leaseMs: 10_000 });
        await Promise.all([tasks.advance([task(`t${round}`, { dueAt: later(60_000) })]), tasks.finish(fired)]);
      }
      expect(await tasks.count()).toBe(20);
    });

    it('rule 7: tasks are listed, shown and hastened by their own merchant only', async () => {
      const { tasks } = backbone;
      await tasks.insert([1, 2, 3].map((at) => task(`t${at}`, { dueAt: later(60_000) })));
      await tasks.insert([task('x', { merchantId: 'other' }), task('timer', { kind: 'timer' })]);
      const first = await tasks.list('m', { limit: 2, kinds: ['call'] });
      const second = await tasks.list('m', { limit: 2, kinds: ['call'], cursor: first.next });
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['t1', 't2', 't3']);
      expect(second.next).toBeUndefined();
      expect(await tasks.show('other', 't1')).toBeUndefined();
      expect(await tasks.hasten('other', 't1')).toBe(false);
      expect(await tasks.hasten('m', 't1')).toBe(true);
      expect(await tasks.claim({ kinds: ['call'], limit: 9, leaseMs: 1_000 })).toHaveLength(2);
      expect([await tasks.count({ kind: 'timer' }), await tasks.count({ dueBefore: later(1_000) })]).toEqual([1, 3]);
    });

    it('rule 13: parked inputs stay in order behind the first of their key', async () => {
      const { parkedInputs: inputs } = backbone;
      await inputs.park([parked('s1', 7), parked('s2', 8, { retryAt: later(60_000) }), parked('s1', 11)]);
      await inputs.park([parked('s1', 9), parked('s1', 7, { reason: 'again' }), parked('s1', 100)]);
      const s1 = { reaction: 'order', source: 's1' };
      expect((await inputs.inputs(s1, 3)).map((each) => each.message.offset)).toEqual([7, 9, 11]);
      const [due, ...others] = await inputs.due('orders.order.v1', [0, 1], 10);
      expect(due).toMatchObject({ ...parked('s1', 7), retryAt: expect.anything(), attempts: 0 });
      expect(others).toEqual([]);
      expect(await inputs.due('orders.order.v1', [1], 10)).toEqual([]);
      expect(await inputs.due('other', [0], 10)).toEqual([]);
    });

    it('rule 13: the keys parked from a partition are known before its first message', async () => {
      const { parkedInputs: inputs } = backbone;
      await inputs.park([parked('s1', 7), parked('s1', 12), parked('s2', 8)]);
      await inputs.park([parked('s3', 1, { message: message(1, { partition: 1 }) })]);
      const keys = await inputs.keys('orders.order.v1', 0);
      expect(keys.sort((a, b) => a.lastOffset - b.lastOffset)).toEqual([
        { reaction: 'order', source: 's2', lastOffset: 8 },
        { reaction: 'order', source: 's1', lastOffset: 12 },
      ]);
    });

    it('rule 13: a key is free only when nothing was parked after what was seen', async () => {
      const { parkedInputs: inputs } = backbone;
      const key = { reaction: 'order', source: 's1' };
      expect(await inputs.isEmpty()).toBe(true);
      await inputs.park([parked('s1', 7)]);
      const [first] = await inputs.inputs(key, 10);
      await inputs.park([parked('s1', 8)]);
      await inputs.remove([first?.id as string]);
      expect(await inputs.isEmpty()).toBe(false);
      expect(await inputs.isDrained(key, 7)).toBe(false);
      expect(await inputs.isDrained(key, 8)).toBe(true);
    });

    it('rule 13: what is put off waits without a failed try, and what has been due for longest comes first', async () => {
      const { parkedInputs: inputs } = backbone;
      const past = (ms: number) => ({ retryAt: new Date(Date.parse(later(0)) - ms).toISOString() });
      await inputs.park([parked('s1', 7, past(1_000)), parked('s2', 8, past(3_000)), parked('s3', 9, past(2_000))]);
      const sources = async () => (await inputs.due('orders.order.v1', [0], 2)).map(({ source }) => source);
      expect(await sources()).toEqual(['s2', 's3']);
      const [first] = await inputs.due('orders.order.v1', [0], 1);
      const retryAt = later(60_000);
      await inputs.putOff(first!.id, retryAt);
      expect(await sources()).toEqual(['s3', 's1']);
      expect(await inputs.show('m', first!.id)).toMatchObject({ attempts: 0, retryAt });
    });

    it('rule 13: failed tries are counted in the record, and it waits for its time', async () => {
      const { parkedInputs: inputs } = backbone;
      await inputs.park([parked('s1', 7), parked('s1', 8)]);
      const [due] = await inputs.due('orders.order.v1', [0], 10);
      const id = due?.id as string;
      await inputs.failed(id, { reason: 'still not there', retryAt: later(60_000) });
      expect(await inputs.due('orders.order.v1', [0], 10)).toEqual([]);
      expect(await inputs.show('m', id)).toMatchObject({ attempts: 1, reason: 'still not there' });
      expect(await inputs.show('other', id)).toBeUndefined();
      expect([await inputs.hasten('other', id), await inputs.hasten('m', id)]).toEqual([false, true]);
      expect(await inputs.due('orders.order.v1', [0], 10)).toHaveLength(1);
      const page = await inputs.list('m', { limit: 1 });
      const next = await inputs.list('m', { limit: 1, cursor: page.next });
      expect([page.items[0]?.id, next.items[0]?.message.offset, next.next]).toEqual([id, 8, undefined]);
      expect(await inputs.count()).toBe(2);
    });

    it('rule 13: what is parked is told by inputs, keys and since when', async () => {
      const { parkedInputs: inputs } = backbone;
      expect(await inputs.backlog()).toEqual({ inputs: 0, keys: 0 });
      await inputs.park([parked('s1', 7), parked('s1', 8)]);
      const [first] = (await inputs.list('m', { limit: 1 })).items;
      await sleep(5);
      await inputs.park([parked('s2', 9, { merchantId: 'other' })]);
      expect(await inputs.backlog()).toEqual({ inputs: 3, keys: 2, since: first?.parkedAt });
    });

    it('rule 20: the tasks that anybody could take now are told by kind, with since when', async () => {
      const { tasks } = backbone;
      expect(await tasks.backlog()).toEqual({ all: 0, ready: {} });
      const since = later(-30_000);
      await tasks.insert([task('a', { dueAt: since }), task('b'), task('c', { kind: 'timer' })]);
      await tasks.insert([task('later', { dueAt: later(60_000) })]);
      expect(await tasks.backlog()).toEqual({ all: 4, ready: { call: 2, timer: 1 }, since });
      await tasks.claim({ kinds: ['call'], limit: 5, leaseMs: 10_000 });
      expect((await tasks.backlog()).ready).toEqual({ timer: 1 });
    });

    it('keys that could run into each other stay apart', async () => {
      const { parkedInputs: inputs } = backbone;
      const tricky = [
        { reaction: 'a', source: 'b~c' },
        { reaction: 'a~b', source: 'c' },
        { reaction: 'a', source: 'b%7Ec' },
        { reaction: 'a', source: 'b' },
      ];
      await inputs.park(tricky.map((key) => parked('', 1, key)));
      for (const key of tricky) expect(await inputs.inputs(key, 10)).toMatchObject([key]);
    });

    it('keeps a dead letter once, for its own merchant, until it is deleted', async () => {
      const { deadLetters: letters } = backbone;
      await letters.add([letter(1), letter(2)]);
      await letters.add([letter(2, { reason: 'again' }), letter(3, { merchantId: 'other' })]);
      const { items, next } = await letters.list('m', { limit: 5 });
      expect(items.map(({ message: { offset } }) => offset)).toEqual([1, 2]);
      expect(next).toBeUndefined();
      const [first] = items;
      expect(first).toMatchObject(letter(1));
      expect(await letters.show('other', first?.id as string)).toBeUndefined();
      expect(await letters.delete('other', first?.id as string)).toBe(false);
      expect(await letters.delete('m', first?.id as string)).toBe(true);
      expect(await letters.show('m', first?.id as string)).toBeUndefined();
      expect(await letters.count()).toBe(2);
    });

    it('shows letters and parked inputs of all merchants, and of none, to whoever may see all', async () => {
      const { deadLetters: letters, parkedInputs: inputs } = backbone;
      await letters.add([letter(1), letter(2, { merchantId: '' })]);
      await sleep(5);
      await letters.add([letter(3, { merchantId: 'other' })]);
      const first = await letters.list(EVERY_MERCHANT, { limit: 2 });
      const { items } = await letters.list(EVERY_MERCHANT, { limit: 2, cursor: first.next });
      expect([...first.items, ...items].map(({ merchantId }) => merchantId).sort()).toEqual(['', 'm', 'other']);
      const [unnamed] = (await letters.list('', { limit: 5 })).items;
      expect((await letters.show(EVERY_MERCHANT, unnamed!.id))?.message.offset).toBe(2);
      expect(await letters.delete(EVERY_MERCHANT, unnamed!.id)).toBe(true);
      expect(await letters.show(EVERY_MERCHANT, unnamed!.id)).toBeUndefined();
      await inputs.park([parked('s1', 1), parked('s2', 2, { merchantId: 'other', retryAt: later(60_000) })]);
      const held = (await inputs.list(EVERY_MERCHANT, { limit: 5 })).items;
      expect(held.map(({ merchantId }) => merchantId).sort()).toEqual(['m', 'other']);
      for (const { id } of held) expect(await inputs.hasten(EVERY_MERCHANT, id)).toBe(true);
      expect(await inputs.hasten(EVERY_MERCHANT, 'nothing')).toBe(false);
      expect((await inputs.show(EVERY_MERCHANT, held[0]!.id))?.id).toBe(held[0]!.id);
    });

    it('lists what waits by age, of one handler and as old as is asked for', async () => {
      const { tasks, deadLetters: letters, parkedInputs: inputs } = backbone;
      const minutes = (count: number) => later(-60_000 * count);
      await tasks.insert([1, 5, 3].map((age) => task(`t${age}`, { dueAt: minutes(age) })));
      await tasks.insert([
        task('other', { kind: 'timer', dueAt: minutes(9) }),
        task('due later', { dueAt: minutes(-9) }),
      ]);
      const old = await tasks.list('m', { limit: 9, kinds: ['call'], before: minutes(2) });
      expect(old.items.map(({ id }) => id)).toEqual(['t5', 't3']);
      await letters.add([letter(2)]);
      await sleep(5);
      await letters.add([letter(1), letter(3, { reaction: 'else' })]);
      const first = await letters.list('m', { limit: 1 });
      const rest = await letters.list('m', { limit: 9, cursor: first.next, handler: 'order' });
      const offsets = [...first.items, ...rest.items].map((each) => each.message.offset);
      expect([offsets, (await letters.list('m', { limit: 9, before: minutes(1) })).items]).toEqual([[2, 1], []]);
      expect((await letters.list('m', { limit: 9, code: 'other' })).items).toEqual([]);
      expect((await letters.list('m', { limit: 9, code: 'order.not-found' })).items).toHaveLength(3);
      await inputs.park([parked('s1', 8), parked('s1', 7, { reaction: 'else' })]);
      const page = { limit: 9, handler: 'else', before: later(1_000) };
      expect((await inputs.list('m', page)).items.map(({ message: { offset } }) => offset)).toEqual([7]);
    });

    it('knows since when a task should be done: failed tries and haste do not make it younger', async () => {
      const { tasks } = backbone;
      const dueAt = later(-60_000);
      await tasks.insert([task('t', { dueAt })]);
      const claim = { kinds: ['call'], limit: 1, leaseMs: 10_000 };
      const [failed] = await tasks.claim(claim);
      await tasks.reschedule(failed as never, { dueAt: later(60_000), lastError: 'no answer' });
      await tasks.hasten('m', 't');
      expect((await tasks.show('m', 't'))?.since).toBe(dueAt);
      const [moved] = await tasks.claim(claim);
      const next = later(60_000);
      await tasks.reschedule(moved as never, { dueAt: next });
      expect((await tasks.show('m', 't'))?.since).toBe(next);
    });

    it('rule 7: takes out a task for its own merchant only, claimed or not', async () => {
      const { tasks } = backbone;
      await tasks.insert([task('t')]);
      await tasks.claim({ kinds: ['call'], limit: 1, leaseMs: 10_000 });
      expect([await tasks.delete('other', 't'), await tasks.delete('m', 't')]).toEqual([false, true]);
      expect([await tasks.delete('m', 't'), await tasks.count()]).toEqual([false, 0]);
    });

    it('writes down who does what before it is done, and what became of it', async () => {
      const { audit } = backbone;
      const entry = { merchantId: 'm', by: 'cli_1', action: 'redrive', what: 'dead-letter', ids: ['$a'] };
      const first = await audit.begin(entry);
      await sleep(5);
      const second = await audit.begin({ ...entry, by: 'cli_2', action: 'discard', reason: '$$NOW is a test' });
      await audit.begin({ ...entry, merchantId: 'other' });
      await audit.complete(first, [{ id: '$a', result: 'committed' }]);
      const { items } = await audit.list('m', { limit: 5 });
      expect(items).toMatchObject([
        { id: second, by: 'cli_2', action: 'discard', reason: '$$NOW is a test' },
        { ...entry, id: first, results: [{ id: '$a', result: 'committed' }] },
      ]);
      expect(items[0]).not.toHaveProperty('results');
      const page = await audit.list('m', { limit: 1 });
      expect((await audit.list('m', { limit: 1, cursor: page.next })).items).toMatchObject([{ id: first }]);
      const found = async (query: object) => (await audit.list('m', { limit: 5, ...query })).items.map(({ id }) => id);
      expect([await found({ by: 'cli_1' }), await found({ action: 'discard' })]).toEqual([[first], [second]]);
      expect([await found({ from: items[0]?.at }), await found({ to: items[0]?.at })]).toEqual([[second], [first]]);
    });

    it('refuses a cursor that it did not give', async () => {
      for (const cursor of ['', 'x', 'W10', Buffer.from('[{"$gt":""}]').toString('base64url')]) {
        await expect(backbone.tasks.list('m', { limit: 1, cursor })).rejects.toThrow(DomainError);
      }
    });
  });
}
