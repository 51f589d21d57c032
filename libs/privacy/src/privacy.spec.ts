import { Email, Nested, NestedList, Optional, Personal, Text } from '@entrepot/contracts';
import { FileMasterKeys, KeyRing, MasterKeyRefused, MemoryKeyStore, openSecret, Privacy, sealSecret } from './index';
import { subjectOf } from '@entrepot/contracts';
import { SealBroken, SubjectErased } from './index';

class Person {
  @Optional() @Personal() @Text(100) name?: string;
  @Optional() @Personal() @Email() email?: string;
  @Text(50) city!: string;
}

class Parcel {
  @Nested(() => Person) to!: Person;
  @NestedList(() => Person) neighbours!: Person[];
  @Text(50) sku!: string;
}

const MASTER = FileMasterKeys.newLine();
const parcel = (): Parcel => ({
  to: { name: 'Ana Souza', email: 'ana@example.com', city: 'Campinas' },
  neighbours: [{ name: 'Bia', city: 'Campinas' }, { city: 'Santos' }],
  sku: 'A',
});

let time = 0;
const store = new MemoryKeyStore();
const processOf = (keys: MemoryKeyStore = store, lines = MASTER) => {
  const masters = FileMasterKeys.parse(lines);
  return new Privacy({ store: keys, masters, ring: new KeyRing({ store: keys, masters, now: () => time }) });
};
beforeEach(() => (time += 10_000));

describe('sealing', () => {
  it('replaces personal data by texts that tell nothing, and leaves everything else alone', async () => {
    const privacy = processOf();
    const before = parcel();
    const subject = await privacy.subject('acme', 'customer', 'c-77');
    const sealed = await privacy.seal(Parcel, before, subject);
    expect(JSON.stringify(sealed)).not.toMatch(/Ana|Souza|Bia|example/);
    expect(sealed).toMatchObject({ to: { city: 'Campinas' }, neighbours: [{}, { city: 'Santos' }], sku: 'A' });
    expect(subjectOf(sealed.to.name!)).toBe(subject);
    expect(before).toEqual(parcel());
    await expect(processOf().open(Parcel, sealed)).resolves.toEqual({ value: parcel(), erased: false });
  });

  it('seals the same text of a subject the same way again, in whatever body and process, and of another in another way', async () => {
    const subject = await processOf().subject('acme', 'customer', 'c-78');
    const sealed = await processOf().seal(Parcel, parcel(), subject);
    await expect(processOf().seal(Parcel, parcel(), subject)).resolves.toEqual(sealed);
    const moved = await processOf().seal(Person, { name: 'Ana Souza', city: 'Santos' }, subject);
    expect(moved.name).toBe(sealed.to.name);
    const other = await processOf().seal(Parcel, parcel(), await processOf().subject('acme', 'customer', 'c-79'));
    expect(other.to.name?.slice(-40)).not.toBe(sealed.to.name?.slice(-40));
    expect(new Set([sealed.to.name, sealed.to.email, sealed.neighbours[0]?.name]).size).toBe(3);
  });

  it('seals what looks sealed: nobody can smuggle in the text of somebody else', async () => {
    const privacy = processOf();
    const [ana, eve] = [await privacy.subject('acme', 'order', '1'), await privacy.subject('acme', 'order', '2')];
    const [secret] = await privacy.sealTexts(['Ana'], ana);
    const sealed = await privacy.seal(Person, { name: secret, city: 'x' }, eve);
    await expect(privacy.open(Person, sealed)).resolves.toMatchObject({ value: { name: secret } });
  });

  it('names subjects so that only this system can tell who they are', async () => {
    const names = await Promise.all([
      processOf().subject('acme', 'customer', 'c-77'),
      processOf().subject('acme', 'customer', 'c-77'),
      processOf().subject('other', 'customer', 'c-77'),
      processOf().subject('acme', 'order', 'c-77'),
      processOf(new MemoryKeyStore()).subject('acme', 'customer', 'c-77'),
    ]);
    expect(new Set(names).size).toBe(4);
    expect(names[0]).toBe(names[1]);
    expect(names[0]).toMatch(/^psn_[\w-]{22}$/);
  });

  it('refuses a text whose subject was exchanged, or of which a bit was changed', async () => {
    const privacy = processOf();
    const [one, two] = [await privacy.subject('a', 'x'), await privacy.subject('a', 'y')];
    const [sealed = ''] = await privacy.sealTexts(['Ana'], one);
    await privacy.sealTexts(['Bia'], two);
    await expect(privacy.openText(sealed.replace(one, two))).rejects.toThrow(SealBroken);
    await expect(privacy.openText(`${sealed.slice(0, -6)}AAAAAA`)).rejects.toThrow(SealBroken);
    await expect(privacy.openText(sealed)).resolves.toBe('Ana');
  });

  it('does not take a key that is not there for one that was destroyed', async () => {
    const [sealed = ''] = await processOf(new MemoryKeyStore()).sealTexts(['Ana'], 'psn_elsewhere');
    await expect(processOf().openText(sealed)).rejects.toThrow('its key is not here');
  });

  it('leaves what an earlier release recorded in plain as it is', async () => {
    await expect(processOf().open(Parcel, parcel())).resolves.toEqual({ value: parcel(), erased: false });
  });
});

describe('destroying a key', () => {
  it('makes everything of the subject unreadable, in every process within two seconds, and nothing of others', async () => {
    const [here, there] = [processOf(), processOf()];
    const [ana, bia] = [await here.subject('acme', 'customer', 'ana'), await here.subject('acme', 'customer', 'bia')];
    const sealed = await here.seal(Parcel, parcel(), ana);
    const [kept = ''] = await here.sealTexts(['Bia'], bia);
    await there.open(Parcel, sealed);
    await here.destroy(ana);
    await expect(here.open(Parcel, sealed)).resolves.toMatchObject({ erased: true });
    time += 2_000;
    const { value, erased } = await there.open(Parcel, sealed);
    expect(erased).toBe(true);
    expect(value).toEqual({
      to: { city: 'Campinas' },
      neighbours: [{ city: 'Campinas' }, { city: 'Santos' }],
      sku: 'A',
    });
    await expect(there.openText(kept)).resolves.toBe('Bia');
  });

  it('is known at once in the process that did it, also where an older answer of the store is on its way', async () => {
    const keys = new MemoryKeyStore();
    const privacy = processOf(keys);
    const [sealed = ''] = await privacy.sealTexts(['Ana'], 'psn_ana');
    time += 2_000;
    const read = keys.read.bind(keys);
    jest.spyOn(keys, 'read').mockImplementationOnce(async (subjects) => {
      const found = await read(subjects);
      await privacy.destroy('psn_ana');
      return found;
    });
    await expect(privacy.openText(sealed)).resolves.toBeUndefined();
    await expect(privacy.openText(sealed)).resolves.toBeUndefined();
    await expect(privacy.sealTexts(['Ana'], 'psn_ana')).rejects.toThrow(SubjectErased);
  });

  it('is for ever: nothing is sealed for the subject again, nor for one that never had a key', async () => {
    const privacy = processOf();
    for (const name of ['had one', 'never had one']) {
      const subject = await privacy.subject('acme', 'customer', name);
      if (name === 'had one') await privacy.sealTexts(['Ana'], subject);
      await privacy.destroy(subject);
      time += 2_000;
      await expect(processOf().sealTexts(['Ana'], subject)).rejects.toThrow(SubjectErased);
      await expect(privacy.isDestroyed(subject)).resolves.toBe(true);
    }
  });
});

describe('asking for keys', () => {
  it('is done for many subjects at once, and not again for a moment', async () => {
    const keys = new MemoryKeyStore();
    const privacy = processOf(keys);
    const subjects = await Promise.all(
      Array.from({ length: 500 }, (_, index) => privacy.subject('a', 's', `${index}`)),
    );
    const before = { ...keys.calls };
    await Promise.all([...subjects, ...subjects].map((subject) => privacy.sealTexts(['Ana'], subject)));
    await Promise.all(subjects.map((subject) => privacy.sealTexts(['Ana'], subject)));
    const calls = () => ({ read: keys.calls.read - before.read, add: keys.calls.add - before.add });
    expect(calls()).toEqual({ read: 0, add: 1 });
    time += 2_000;
    await Promise.all(subjects.map((subject) => privacy.sealTexts(['Ana'], subject)));
    expect(calls()).toEqual({ read: 1, add: 1 });
  });

  it('makes a key again when the store has lost it, as one that was restored has', async () => {
    const keys = new MemoryKeyStore();
    const privacy = processOf(keys);
    await privacy.sealTexts(['Ana'], 'psn_lost');
    keys.lose('psn_lost');
    time += 2_000;
    await privacy.sealTexts(['Ana'], 'psn_lost');
    await expect(processOf(keys).isDestroyed('psn_lost')).resolves.toBe(false);
  });

  it('gives two processes that make a key at the same time the same key', async () => {
    const keys = new MemoryKeyStore();
    const sealed = await Promise.all([processOf(keys), processOf(keys)].map((of) => of.sealTexts(['Ana'], 'psn_same')));
    expect(sealed[0]).toEqual(sealed[1]);
  });

  it('fails for those who asked when the store fails, and works again afterwards', async () => {
    const keys = new MemoryKeyStore();
    const privacy = processOf(keys);
    await privacy.check();
    const add = jest.spyOn(keys, 'add').mockRejectedValueOnce(new Error('away'));
    await expect(privacy.sealTexts(['Ana'], 'psn_away')).rejects.toThrow('away');
    add.mockRestore();
    await expect(privacy.sealTexts(['Ana'], 'psn_away')).resolves.toHaveLength(1);
  });
});

describe('master keys', () => {
  it('rotate: the first wraps, all unwrap', async () => {
    const keys = new MemoryKeyStore();
    const [sealed = ''] = await processOf(keys).sealTexts(['Ana'], 'psn_old');
    const rotated = `${FileMasterKeys.newLine()}\n  ${MASTER}`;
    await expect(processOf(keys, rotated).openText(sealed)).resolves.toBe('Ana');
    const [newer = ''] = await processOf(keys, rotated).sealTexts(['Bia'], 'psn_new');
    await expect(processOf(keys).openText(newer)).rejects.toThrow(MasterKeyRefused);
  });

  it('rotate without a gap: a new one at the end opens what processes wrap that have it in front already', async () => {
    const [keys, line] = [new MemoryKeyStore(), FileMasterKeys.newLine()];
    const [before, after] = [processOf(keys, `${MASTER}${line}`), processOf(keys, `${line}${MASTER}`)];
    const [early = ''] = await before.sealTexts(['Ana'], 'psn_early');
    const [late = ''] = await after.sealTexts(['Bia'], 'psn_late');
    await expect(Promise.all([before.openText(late), after.openText(early)])).resolves.toEqual(['Bia', 'Ana']);
    await expect(processOf(keys).openText(early)).resolves.toBe('Ana');
  });

  it('that do not fit are noticed', async () => {
    await processOf().check();
    await expect(processOf(store, FileMasterKeys.newLine()).check()).rejects.toThrow(/^there is no master key /);
  });

  it('are refused when the file is not what it should be, without showing it', () => {
    expect(() => FileMasterKeys.parse('\n')).toThrow('holds no key');
    expect(() => FileMasterKeys.parse('too-short')).toThrow(/^line 1 must be 32 bytes in base64$/);
  });

  it('seal single secrets too, each for its own place', async () => {
    const masters = FileMasterKeys.parse(MASTER);
    const sealed = await sealSecret(masters, 'whsec_1', 'webhook acme');
    expect(sealed).not.toContain('whsec');
    await expect(openSecret(masters, sealed, 'webhook acme')).resolves.toBe('whsec_1');
    await expect(openSecret(masters, sealed, 'webhook other')).rejects.toThrow(MasterKeyRefused);
  });
});
