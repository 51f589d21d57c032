import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IsUUID } from 'class-validator';
import fc from 'fast-check';
import { fieldClass } from '../test/field-class';
import { valuesOf } from '../test/generated-values';
import { classValidatorAccepts } from '../test/second-verdict';
import { BACKBONE_SERVICES as SERVICES } from './access';
import { contractClasses } from './documents/contract-classes';
import { foreignReaders } from './documents/foreign-readers';
import { allEventContracts, topicOwner } from './events/event-contract';
import { topics } from './events/topics';
import { owners } from './owners';
import { Address } from './shared';
import { outsideVocabulary } from './validation/class-schema';
import { compiledValidator } from './validation/compiled-validator';
import { compileVerdict } from './validation/schema-engine';

const classes = contractClasses(owners);
const isService = (name: string): boolean => (SERVICES as readonly string[]).includes(name);
const withExample = classes.filter(({ example }) => example !== undefined);

describe('every contract', () => {
  it.each(classes.map((of) => [of.name, of] as const))('%s is made of the vocabulary only', (_name, { target }) => {
    expect(outsideVocabulary(target)).toEqual([]);
  });

  it('is caught when a field carries any other decorator', () => {
    const offender = fieldClass(IsUUID());
    expect(outsideVocabulary(offender)).toEqual(['Probe.value: isUuid']);
    expect(() => compiledValidator(offender, { strict: true })({ value: 'x' })).toThrow(
      'decorators outside the vocabulary: Probe.value: isUuid',
    );
  });

  it.each(withExample.map((of) => [of.name, of] as const))(
    'the example of %s is valid for both validators',
    (_name, { target, example }) => {
      const sent = JSON.parse(JSON.stringify(example)) as unknown;
      expect(compiledValidator(target, { strict: true })(sent)).toEqual([]);
      expect(classValidatorAccepts(target, sent, true)).toBe(true);
    },
  );

  it.each(classes.map((of) => [of.name, of] as const))(
    'class-validator and the compiled validator agree on values for %s',
    (_name, { target }) => {
      const strict = compiledValidator(target, { strict: true });
      const tolerant = compileVerdict(target, { strict: false });
      const agree = (value: unknown): boolean =>
        (strict(value).length === 0) === classValidatorAccepts(target, value, true) &&
        tolerant(value) === classValidatorAccepts(target, value, false);
      fc.assert(fc.property(valuesOf(target), agree), { numRuns: 20 });
    },
  );

  it('is compared on values of both kinds', () => {
    const isValid = compiledValidator(Address, { strict: true });
    const valid = fc.sample(valuesOf(Address), 200).filter((value) => isValid(value).length === 0).length;
    expect([valid > 20, valid < 180]).toEqual([true, true]);
  });
});

describe('every event', () => {
  it.each(allEventContracts().map((event) => [event.type, event] as const))(
    '%s is known on the wire by its class name and has all fields in its example',
    (_type, { type, eventClass, example }) => {
      const { type: _wire, ...fields } = example;
      expect({ ...new eventClass(fields as never) }).toEqual({ ...example, type });
    },
  );

  it('has a key', () => {
    const keys = allEventContracts().map(({ type, key, example }) => [
      type,
      key === undefined ? 'its stream' : key(example),
    ]);
    expect(keys.filter(([, key]) => key === '' || key === 'undefined')).toEqual([]);
  });

  it('is read by services that exist', () => {
    expect(foreignReaders(allEventContracts())).toEqual([]);
    expect(foreignReaders([{ type: 'OrderPlaced', readers: ['payments', 'billing'] }])).toEqual([
      `OrderPlaced: readers names billing, which is no service: one of ${SERVICES.join(', ')}`,
    ]);
  });

  it('travels on a topic of the owner in whose folder it stands', () => {
    const astray = classes.filter((of) => of.event && topicOwner(of.event.topic) !== of.owner).map(({ name }) => name);
    expect(astray).toEqual([]);
  });
});

describe('every owner', () => {
  it('of a folder here is loaded with the others, and every service is one', () => {
    const folders = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, 'index.ts')));
    const machinery = ['documents', 'vocabulary'];
    expect(folders.filter((name) => !machinery.includes(name)).sort()).toEqual(Object.keys(owners).sort());
    expect(SERVICES.filter((name) => !(name in owners))).toEqual([]);
  });
});

describe('every topic', () => {
  it('belongs to a service', () => {
    expect(topics().filter(({ owner }) => !isService(owner))).toEqual([]);
  });

  it('carries events or takes messages, never both', () => {
    expect(topics().filter(({ events, messages }) => (events.length === 0) === (messages.length === 0))).toEqual([]);
  });
});
