import { randomBytes } from 'node:crypto';
import { FileMasterKeys, KeyRing, masterKeyIdOf, MemoryKeyStore, Privacy, Rewrapping, WrappedDataKeys } from './index';
import type { MasterKeys, NewKey } from './index';

const [OLD, NEW] = [FileMasterKeys.newLine(), FileMasterKeys.newLine()];
const [old, both, only] = [OLD, NEW + OLD, NEW].map((lines) => FileMasterKeys.parse(lines)) as [
  FileMasterKeys,
  FileMasterKeys,
  FileMasterKeys,
];
const idOf = async (masters: MasterKeys) => (await masters.ids())[0];
const rest = () => Promise.resolve();

let store: MemoryKeyStore;
beforeEach(() => (store = new MemoryKeyStore()));

const privacyWith = (masters: MasterKeys) => new Privacy({ store, masters, ring: new KeyRing({ store, masters }) });
const rewrapping = (masters: MasterKeys = both, terms: Partial<ConstructorParameters<typeof Rewrapping>[2]> = {}) =>
  new Rewrapping([new WrappedDataKeys(store)], masters, { dryRun: false, rest, ...terms });

async function rewrap(...[masters, terms]: Parameters<typeof rewrapping>) {
  const work = rewrapping(masters, terms);
  await work.run();
  return { ...work.progress, ...work.progress.places['data-keys']! };
}

/** Seals a text for each of so many persons under the old master key. */
async function people(count: number): Promise<string[]> {
  const privacy = privacyWith(old);
  await privacy.check();
  const names = Array.from({ length: count }, (_, index) => `psn_${String(index).padStart(5, '0')}`);
  return (await Promise.all(names.map((name) => privacy.sealTexts([name], name)))).flat();
}

const opened = (sealed: readonly string[], masters: MasterKeys) => {
  const privacy = privacyWith(masters);
  return Promise.all(sealed.map((text) => privacy.openText(text)));
};

describe('rewrapping', () => {
  it('wraps every key by the newest master key, so that the old one is needed no more', async () => {
    const sealed = await people(1_200);
    const before = await privacyWith(old).subject('acme', 'customer', 'c-1');
    await expect(opened(sealed.slice(0, 1), only)).rejects.toThrow('there is no master key');
    const { keys, rewrapped, looked, total } = await rewrap();
    expect({ keys, rewrapped, looked, total }).toEqual({
      ...{ keys: { [await idOf(only)]: 1_201 }, rewrapped: 1_201, looked: 1_201, total: 1_201 },
    });
    expect(await opened(sealed, only)).toHaveLength(1_200);
    await expect(privacyWith(only).subject('acme', 'customer', 'c-1')).resolves.toBe(before);
    await expect(opened(sealed.slice(0, 1), old)).rejects.toThrow('there is no master key');
  });

  it('changes nothing in a dry run, and tells what it would do', async () => {
    await people(3);
    const change = jest.spyOn(store, 'rewrap');
    const dry = await rewrap(both, { dryRun: true });
    expect(dry).toMatchObject({ keys: { [await idOf(old)]: 4 }, rewrapped: 4, overtaken: 0, unopened: {} });
    expect(change).not.toHaveBeenCalled();
  });

  it('tells of keys that it cannot open, by the master key that they name, and goes on past them', async () => {
    const sealed = await people(2);
    const [elsewhere, forged] = [FileMasterKeys.parse(FileMasterKeys.newLine()), `${await idOf(old)}.AAAA`];
    const lost: NewKey[] = [
      { subject: 'a-lost', wrapped: await elsewhere.wrap(randomBytes(64), 'a-lost') },
      { subject: 'b-forged', wrapped: forged },
    ];
    await store.add(lost);
    const seen = await rewrap();
    expect(seen.unopened).toEqual({ [await idOf(elsewhere)]: 1, [await idOf(old)]: 1 });
    expect(seen.keys).toEqual({ [await idOf(elsewhere)]: 1, [await idOf(old)]: 1, [await idOf(only)]: 3 });
    expect(await opened(sealed, only)).toHaveLength(2);
    await expect(store.read(['a-lost', 'b-forged'])).resolves.toEqual(lost);
  });

  it('goes on where it was ended, in whatever page that was', async () => {
    const sealed = await people(1_200);
    let pages = 0;
    const ended = rewrapping(both, {
      rest: () => ((pages += 1) === 2 ? Promise.reject(new Error('ended')) : Promise.resolve()),
    });
    await expect(ended.run()).rejects.toThrow('ended');
    const again = await rewrap();
    expect(ended.progress.places['data-keys']).toMatchObject({ rewrapped: 1_000 });
    expect(again).toMatchObject({ rewrapped: 201, keys: { [await idOf(only)]: 1_201 } });
    expect(await opened(sealed, only)).toHaveLength(1_200);
    expect(await rewrap()).toMatchObject({ rewrapped: 0, looked: 1_201 });
  });

  it('leaves a key destroyed that was destroyed after it was read', async () => {
    const sealed = await people(3);
    const replace = store.rewrap.bind(store);
    jest.spyOn(store, 'rewrap').mockImplementation(async (keys) => {
      await store.destroy('psn_00001');
      return replace(keys);
    });
    const seen = await rewrap();
    expect(seen).toMatchObject({ rewrapped: 3, overtaken: 1, keys: { [await idOf(only)]: 3 } });
    await expect(store.read(['psn_00001'])).resolves.toEqual([{ subject: 'psn_00001' }]);
    expect(await opened(sealed, only)).toEqual(['psn_00000', undefined, 'psn_00002']);
  });

  it('is done by two at the same time without harm', async () => {
    const sealed = await people(1_200);
    const seen = await Promise.all([rewrap(), rewrap()]);
    expect(seen[0].rewrapped + seen[1].rewrapped).toBe(1_201);
    expect(await opened(sealed, only)).toHaveLength(1_200);
  });

  it('replaces nothing by a form that does not open', async () => {
    await people(1);
    const wrap = async () => both.wrap(randomBytes(64), 'psn_00000');
    const broken: MasterKeys = { ids: () => both.ids(), unwrap: (...args) => both.unwrap(...args), wrap };
    const before = await store.page('', 10);
    await expect(rewrap(broken)).rejects.toThrow(/does not (give back|open)/);
    await expect(store.page('', 10)).resolves.toEqual(before);
    expect(before.map(({ wrapped }) => masterKeyIdOf(wrapped))).toEqual(Array(2).fill(await idOf(old)));
  });

  it('ends when the master keys are away, as nothing is known of them then', async () => {
    await people(1);
    const away: MasterKeys = {
      ids: () => both.ids(),
      wrap: (...args) => both.wrap(...args),
      unwrap: () => Promise.reject(new Error('the key management system does not answer')),
    };
    await expect(rewrap(away)).rejects.toThrow('does not answer');
  });
});
