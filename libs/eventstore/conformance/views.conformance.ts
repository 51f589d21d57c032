import {
  BesideGone,
  type Backbone,
  type GroupSum,
  type SumQuery,
  type ViewQuery,
  type ViewTable,
  type Where,
} from '../src';
import type { OpenBackbone } from './side.conformance';

interface OrderRow {
  readonly status: string;
  readonly total?: number | null;
  readonly customer?: { readonly name: string };
  readonly lines?: readonly { readonly sku: string; readonly quantity: number }[];
  readonly paid?: boolean;
}

const row = (id: string, version: number, fields: OrderRow | undefined, merchantId = 'm') => ({
  id,
  merchantId,
  version,
  row: fields,
});

/** What every view guarantees. */
export function describeViews(name: string, open: () => Promise<OpenBackbone>): void {
  describe(`${name}: views`, () => {
    let opened: OpenBackbone;
    let backbone: Backbone;
    let view: ViewTable<OrderRow>;

    beforeEach(async () => {
      opened = await open();
      backbone = opened.backbone;
      view = backbone.view<OrderRow>('orders', [{ status: 1, total: -1 }]);
      await view.prepare();
      // As whoever writes it does, after the service has opened it.
      backbone.view<OrderRow>('orders', [{ status: 1, total: -1 }]);
    });

    afterEach(async () => {
      await view.clear();
      await opened.close();
    });

    const ids = async (query: Partial<ViewQuery>): Promise<string[]> =>
      (await view.find('m', { limit: 100, ...query })).items.map(({ id }) => id);

    const all = async (query: Partial<ViewQuery>, limit: number): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await view.find('m', { limit, ...query, cursor });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(...page.items.map(({ id }) => id));
        // Pages that never end would starve the test's own clock.
        expect(found.length).toBeLessThanOrEqual(100);
        cursor = page.next;
      }
      return found;
    };

    it('rule 24: the highest version is shown, in whatever order they come', async () => {
      await view.upsert([row('o1', 3, { status: 'paid' }), row('o2', 1, { status: 'placed' })]);
      await view.upsert([row('o1', 2, { status: 'reserved' }), row('o2', 2, { status: 'reserved' })]);
      await view.upsert([row('o1', 3, { status: 'other' })]);
      await view.upsert([
        row('o3', 5, { status: 'five' }),
        row('o3', 7, { status: 'seven' }),
        row('o3', 6, { status: 'six' }),
      ]);
      expect(await view.get('m', 'o1')).toEqual({ id: 'o1', merchantId: 'm', version: 3, status: 'paid' });
      expect(await view.get('m', 'o2')).toMatchObject({ version: 2, status: 'reserved' });
      expect(await view.get('m', 'o3')).toMatchObject({ version: 7, status: 'seven' });
    });

    it('rule 24: two processes that write at once leave the highest version', async () => {
      const again = (await opened.again()).view<OrderRow>('orders');
      for (let round = 0; round < 5; round += 1) {
        const versions = Array.from({ length: 12 }, (_, index) => 12 * round + index + 1);
        await Promise.all(
          versions.map((version) =>
            (version % 2 ? view : again).upsert([row('o1', version, { status: `${version}` })]),
          ),
        );
        expect(await view.get('m', 'o1')).toMatchObject({ status: `${12 * (round + 1)}` });
      }
    });

    it('rule 24: two processes that make the same new rows at once leave the highest versions', async () => {
      const again = (await opened.again()).view<OrderRow>('orders');
      for (let round = 0; round < 20; round += 1) {
        const names = Array.from({ length: 20 }, (_, index) => `new-${round}-${index}`);
        await Promise.all([
          view.upsert(names.map((name) => row(name, 1, { status: 'placed' }))),
          ...names.map((name) => again.upsert([row(name, 2, { status: 'confirmed' })])),
          ...names.map((name) => view.upsert([row(name, 1, { status: 'placed' })])),
        ]);
        const behind = await view.find('m', { where: { status: 'placed' }, limit: 100 });
        expect(behind.items).toEqual([]);
      }
    });

    it('rule 24: a row that was taken out stays out for older versions', async () => {
      await view.upsert([row('o1', 1, { status: 'placed' }), row('o2', 1, { status: 'placed' })]);
      await view.upsert([row('o1', 3, undefined), row('new', 2, undefined)]);
      await view.upsert([row('o1', 2, { status: 'late' }), row('new', 1, { status: 'late' })]);
      expect([await view.get('m', 'o1'), await view.get('m', 'new')]).toEqual([undefined, undefined]);
      expect([await ids({}), await view.count('m')]).toEqual([['o2'], 1]);
      await view.upsert([row('o1', 4, { status: 'back' })]);
      expect(await ids({})).toEqual(['o1', 'o2']);
    });

    it('rule 24: a table is filled beside the live one and takes its place in one step, for other processes too', async () => {
      const other = (await opened.again()).view<OrderRow>('orders');
      await view.upsert([row('o1', 1, { status: 'old' }), row('o2', 1, { status: 'old' })]);
      await view.beside().then((unfinished) => unfinished.upsert([row('o9', 9, { status: 'unfinished' })]));
      const beside = await view.beside();
      await beside.upsert([row('o1', 2, { status: 'new' }), row('o3', 1, { status: 'new' })]);
      expect(await ids({})).toEqual(['o1', 'o2']);
      await view.replaceWith(beside);
      expect(await ids({ where: { status: 'new' }, sort: { status: 1 } })).toEqual(['o1', 'o3']);
      await other.upsert([row('o1', 1, { status: 'late' }), row('o2', 2, { status: 'after' })]);
      expect((await other.find('m', { limit: 9 })).items.map(({ status }) => status)).toEqual(['new', 'after', 'new']);
    });

    it('whoever asks for a view may name its indexes again, and a table beside it is made all the same', async () => {
      const asked = backbone.view<OrderRow>('orders', [{ status: 1, total: -1 }, { status: 1 }, { status: 1, id: 1 }]);
      await asked.prepare();
      await view.replaceWith(await view.beside());
      await view.upsert([row('o1', 1, { status: 'new' })]);
      expect(await ids({ where: { status: 'new' } })).toEqual(['o1']);
    });

    it('rule 24: whoever begins another table beside a view takes their turn from those before: theirs is put in no place', async () => {
      const other = (await opened.again()).view<OrderRow>('orders');
      await view.upsert([row('o1', 1, { status: 'live' })]);
      const first = await view.beside();
      await first.upsert([row('o1', 1, { status: 'first' })]);
      const second = await other.beside();
      await second.upsert([row('o2', 1, { status: 'second' })]);
      await expect(view.replaceWith(first)).rejects.toBeInstanceOf(BesideGone);
      await first.upsert([row('o3', 1, { status: 'first' })]);
      await expect(view.replaceWith(first)).rejects.toBeInstanceOf(BesideGone);
      expect(await ids({})).toEqual(['o1']);
      await other.replaceWith(second);
      expect(await ids({})).toEqual(['o2']);
      await expect(view.replaceWith(first)).rejects.toBeInstanceOf(BesideGone);
      await view.beside().then((third) => view.replaceWith(third));
      expect(await ids({})).toEqual([]);
    });

    it('rule 24: who reads and writes while another table takes its place notices nothing', async () => {
      const rows = Array.from({ length: 1_000 }, (_, index) => row(`o${index}`, 1, { status: 'placed', total: index }));
      await view.upsert(rows);
      let version = 1;
      const newer = (from: number, to: number) => {
        version += 1;
        return view.upsert(rows.slice(from, to).map((each) => ({ ...each, version })));
      };
      const works = [
        () => view.all().then((found) => found.length),
        () => view.count('m'),
        () => view.find('m', { limit: 1_500 }).then(({ items }) => items.length),
        () => view.sums('m', { by: [], of: ['total'] }).then(([sum]) => sum?.count),
        () => newer(0, 500).then(() => 1_000),
        () => newer(300, 700).then(() => 1_000),
      ];
      let isOver = false;
      const found = new Set<unknown>();
      const working = works.map(async (work) => {
        while (!isOver) found.add(await work().catch(String));
      });
      for (let times = 0; times < 5; times += 1) {
        const beside = await view.beside();
        await beside.upsert(rows);
        await view.replaceWith(beside);
      }
      isOver = true;
      await Promise.all(working);
      expect([...found]).toEqual([1_000]);
    }, 60_000);

    it('has another mark when a table with other rows of the same versions has taken its place', async () => {
      const marks: string[] = [];
      for (const status of ['wrong', 'right', 'better']) {
        const beside = await view.beside();
        await beside.upsert([row('o1', 1, { status })]);
        await view.replaceWith(beside);
        marks.push(await view.mark());
      }
      expect(new Set(marks).size).toBe(3);
      expect([await view.count('m'), (await view.all()).length]).toEqual([1, 1]);
    });

    it('a newer row replaces the whole older one', async () => {
      await view.upsert([row('o1', 1, { status: 'placed', total: 5 })]);
      await view.upsert([row('o1', 2, { status: 'paid' })]);
      expect(await view.get('m', 'o1')).toEqual({ id: 'o1', merchantId: 'm', version: 2, status: 'paid' });
    });

    it('a line of a log is written once', async () => {
      const log = backbone.view<{ text: string }>('story');
      await log.prepare();
      await log.insert([1, 2, 1].map((at) => ({ id: `e${at}`, merchantId: 'm', row: { text: `first ${at}` } })));
      await log.insert([2, 3].map((at) => ({ id: `e${at}`, merchantId: 'm', row: { text: `second ${at}` } })));
      const { items } = await log.find('m', { limit: 10 });
      expect(items.map(({ text }) => text)).toEqual(['first 1', 'first 2', 'second 3']);
      await log.clear();
    });

    it('rule 7: a merchant sees its own rows only', async () => {
      await view.upsert([row('o1', 1, { status: 'mine' }), row('o1', 1, { status: 'theirs' }, 'm2')]);
      await view.upsert([row('o1', 1, { status: 'tricky' }, 'm/o1')]);
      expect(await view.get('m2', 'o1')).toMatchObject({ status: 'theirs' });
      expect(await view.get('m3', 'o1')).toBeUndefined();
      expect(await ids({})).toEqual(['o1']);
      expect(await view.count('m2', { status: 'mine' })).toBe(0);
    });

    describe('queries', () => {
      beforeEach(() =>
        view.upsert([
          row('a', 1, { status: 'placed', total: 10, lines: [{ sku: 's1', quantity: 1 }], paid: true }),
          row('b', 1, {
            status: 'placed',
            total: 30,
            lines: [
              { sku: 's1', quantity: 2 },
              { sku: 's2', quantity: 5 },
            ],
          }),
          row('c', 1, { status: 'paid', total: 20, customer: { name: 'Ana (São Paulo)' } }),
          row('d', 1, { status: 'paid', total: null, lines: [], paid: false }),
          row('e', 1, { status: 'cancelled', customer: { name: 'Bruno' } }),
        ]),
      );

      it.each<[string, Where, string]>([
        ['equal', { status: 'paid' }, 'cd'],
        ['all conditions', { status: 'placed', total: 30 }, 'b'],
        ['no condition', { status: undefined }, 'abcde'],
        ['one of', { status: { in: ['paid', 'cancelled'] } }, 'cde'],
        ['not', { status: { not: 'placed' } }, 'cde'],
        ['from', { total: { gte: 20 } }, 'bc'],
        ['between', { total: { gt: 10, lt: 30 } }, 'c'],
        ['up to', { total: { lte: 10 } }, 'a'],
        ['nothing there', { total: null }, 'de'],
        ['something there', { total: { not: null } }, 'abc'],
        ['truth', { paid: true }, 'a'],
        ['inside a list', { 'lines.sku': 's1' }, 'ab'],
        ['one of, inside a list', { 'lines.sku': { in: ['s2', 's9'] } }, 'b'],
        ['all of, inside a list', { 'lines.sku': { all: ['s1', 's2'] } }, 'b'],
        ['all of none', { 'lines.sku': { all: [] } }, ''],
        ['inside a field', { 'customer.name': 'Bruno' }, 'e'],
        ['text within', { 'customer.name': { contains: 'a (s' } }, 'c'],
        ['text within, as it is', { 'customer.name': { contains: '.*' } }, ''],
        ['by id', { id: 'c' }, 'c'],
        ['by ids', { id: { in: ['a', 'e', 'x'] } }, 'ae'],
      ])('finds rows: %s', async (_, where, expected) => {
        expect((await ids({ where })).join('')).toBe(expected);
        expect(await view.count('m', where)).toBe(expected.length);
      });

      it.each<[string, ViewQuery['sort'], string]>([
        ['by id', undefined, 'abcde'],
        ['by id, backwards', { id: -1 }, 'edcba'],
        ['by a field', { total: 1 }, 'deacb'],
        ['by a field, backwards', { total: -1 }, 'bcaed'],
        ['by two fields', { status: 1, total: -1 }, 'ecdba'],
        ['by a field inside', { 'customer.name': -1 }, 'ecdba'],
        ['by truth', { paid: 1, id: -1 }, 'ecbda'],
      ])('sorts and turns pages: %s', async (_, sort, expected) => {
        expect((await ids({ sort })).join('')).toBe(expected);
        for (const limit of [1, 2, 3, 5]) expect((await all({ sort }, limit)).join('')).toBe(expected);
      });

      it('turns pages of what is found only', async () => {
        expect((await all({ where: { status: { not: 'paid' } }, sort: { total: 1 } }, 1)).join('')).toBe('eab');
      });

      it.each<[string, SumQuery, GroupSum[]]>([
        ['all of them', { by: [], of: ['total', 'customer.age'] }, [{ by: [], count: 5, of: [60, 0] }]],
        [
          'by values, of which one may be nothing',
          { by: ['status', 'paid'], of: ['total'] },
          [
            { by: ['cancelled', null], count: 1, of: [0] },
            { by: ['paid', false], count: 1, of: [0] },
            { by: ['paid', null], count: 1, of: [20] },
            { by: ['placed', null], count: 1, of: [30] },
            { by: ['placed', true], count: 1, of: [10] },
          ],
        ],
        [
          'those that are found',
          { where: { total: { gte: 20 } }, by: [], of: ['total'] },
          [{ by: [], count: 2, of: [50] }],
        ],
        [
          'the elements of a list',
          { each: 'lines', by: ['lines.sku', 'status'], of: ['lines.quantity', 'total'] },
          [
            { by: ['s1', 'placed'], count: 2, of: [3, 40] },
            { by: ['s2', 'placed'], count: 1, of: [5, 30] },
          ],
        ],
        ['nothing', { where: { status: 'lost' }, by: [], of: ['total'] }, []],
      ])('adds up: %s', async (_, query, expected) => {
        const found = await view.sums('m', query);
        const named = found.map((group) => [JSON.stringify(group.by), group] as const);
        expect(named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)).toEqual(expected);
        expect(await view.sums('n', query)).toEqual([]);
      });

      it('adds up what is more than 32 bits can say', async () => {
        await view.upsert([row('f', 1, { status: 'huge', total: 2 ** 52 }), row('g', 1, { status: 'huge', total: 7 })]);
        await view.upsert(['h', 'i'].map((id) => row(id, 1, { status: 'big', total: 2 ** 31 - 1 })));
        const of = async (status: string) =>
          (await view.sums('m', { where: { status }, by: [], of: ['total'] }))[0]?.of;
        expect(await of('huge')).toEqual([2 ** 52 + 7]);
        expect(await of('big')).toEqual([2 ** 32 - 2]);
      });

      it('never reads a value as an operator', async () => {
        const evil = { $gt: '' } as never;
        await expect(view.find('m', { limit: 5, where: { status: { in: [evil] } } })).rejects.toThrow('compares');
        await expect(view.find('m', { limit: 5, where: { $where: 'true' } })).rejects.toThrow('not a field');
        await expect(view.find('m', { limit: 5, where: { merchantId: 'x' } })).rejects.toThrow('not a field');
      });
    });

    it('has another mark after every change, and the same one while nothing changes', async () => {
      const marks = [await view.mark()];
      const change = async (...rows: ReturnType<typeof row>[]) => {
        await view.upsert(rows);
        marks.push(await view.mark());
      };
      await change(row('o1', 1, { status: 'placed' }));
      await change(row('o1', 2, { status: 'paid' }), row('o2', 1, { status: 'placed' }));
      await change({ id: 'o2', merchantId: 'm', version: 2, row: undefined });
      expect(new Set(marks).size).toBe(marks.length);
      await change(row('o1', 1, { status: 'placed' }));
      expect(marks.at(-1)).toBe(marks.at(-2));
      expect(await (await opened.again()).view<OrderRow>('orders').mark()).toBe(marks.at(-1));
    });

    it('has one mark for several tables, which changes with each of them', async () => {
      const other = backbone.view<OrderRow>('others', []);
      await other.prepare();
      const marks = [await view.mark([other])];
      for (const table of [view, other]) {
        await table.upsert([row('o1', 1, { status: 'placed' })]);
        marks.push(await view.mark([other]));
      }
      expect(new Set(marks).size).toBe(3);
      expect(await view.mark([other])).toBe(marks.at(-1));
      await other.clear();
    });

    it('counts the rows of all merchants by a text that they have, with the least of another field', async () => {
      const of = (id: string, status: string, total: number, merchantId = 'm') =>
        row(id, 1, { status, total }, merchantId);
      await view.upsert([of('o1', 'paid', 30), of('o2', 'paid', 20), of('o3', 'placed', 5), of('o4', 'closed', 1)]);
      await view.upsert([of('o1', 'paid', 25, 'other'), { id: 'o3', merchantId: 'm', version: 2, row: undefined }]);
      expect(await view.census('status', ['paid', 'placed'], 'total')).toEqual([{ text: 'paid', rows: 3, since: 20 }]);
    });

    it('gives the rows of all merchants to who keeps a copy', async () => {
      await view.upsert([row('o1', 1, { status: 'placed' }), { ...row('o1', 3, { status: 'paid' }), merchantId: 'n' }]);
      await view.upsert([
        row('o2', 1, { status: 'placed' }),
        { id: 'o2', merchantId: 'm', version: 2, row: undefined },
      ]);
      const all = (await view.all()).map(({ merchantId, id, version, status }) => [merchantId, id, version, status]);
      expect(all.sort()).toEqual([
        ['m', 'o1', 1, 'placed'],
        ['n', 'o1', 3, 'paid'],
      ]);
    });
  });
}
