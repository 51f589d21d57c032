import { IsUUID, ValidateIf, ValidateNested } from 'class-validator';
import { fieldClass } from '../../test/field-class';
import { Address, ShipLine, StockLine } from '../shared';
import {
  Flag,
  FreeForm,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Quantity,
  Text,
  TextList,
  WholeNumber,
} from '../vocabulary';
import { classSchemas } from './class-schema';
import { compiledValidator } from './compiled-validator';
import { mapPersonal } from './map-personal';
import { personalFields } from './personal-fields';

class Parcel {
  @OpaqueId() parcelId!: string;
  @NestedList(() => ShipLine, { min: 1, max: 3 }) lines!: ShipLine[];
  @Optional() @Nested(() => Address) shipTo?: Address;
  @Optional() @FreeForm() remarks?: object;
}

class Tree {
  @Text(10) name!: string;
  @Optional() @NestedList(() => Tree) branches?: Tree[];
}

const strict = compiledValidator(Parcel, { strict: true });
const tolerant = compiledValidator(Parcel, { strict: false });
const line = { lineId: '1', sku: 'A', quantity: 1 };
const parcel = { parcelId: 'p', lines: [line] };

describe('a compiled validator', () => {
  it('accepts a valid value with or without optional fields', () => {
    expect(strict(parcel)).toEqual([]);
    expect(
      strict({ ...parcel, shipTo: { city: 'Itu', country: 'BR' }, remarks: { any: [1, { thing: null }] } }),
    ).toEqual([]);
  });

  it('names every faulty field by its path', () => {
    const value = { lines: [line, { lineId: '', sku: 'a/b' }], shipTo: { city: 'Itu', country: 'BRA' } };
    expect(
      strict(value)
        .map(({ field, rule }) => `${field} ${rule}`)
        .sort(),
    ).toEqual([
      'lines[1].lineId pattern',
      'lines[1].quantity required',
      'lines[1].sku pattern',
      'parcelId required',
      'shipTo.country enum',
    ]);
  });

  it('refuses an unknown field at a door, at any depth', () => {
    const value = { ...parcel, extra: 1, lines: [{ ...line, more: 2 }], 'a/b~c': 3 };
    const unknown = { rule: 'additionalProperties', message: 'is not a known field' };
    const fields = ['lines[0].more', 'extra', 'a/b~c'];
    expect(strict(value)).toEqual(fields.map((field) => ({ field, ...unknown })));
  });

  it('lets unknown fields pass between services, but nothing else', () => {
    expect(tolerant({ ...parcel, extra: 1, lines: [{ ...line, more: 2 }] })).toEqual([]);
    expect(tolerant({ ...parcel, extra: 1, parcelId: 7 })).toEqual([
      { field: 'parcelId', rule: 'type', message: 'must be a text' },
    ]);
  });

  it.each([null, undefined, [], 'text', 1, true, [parcel]])('refuses %j in place of the object', (value) => {
    expect(strict(value)).toEqual([{ field: '', rule: 'type', message: 'must be an object' }]);
    expect(tolerant(value)).toHaveLength(1);
  });

  it('is not fooled by names that every object has', () => {
    const body = JSON.parse('{"parcelId": "p", "lines": [], "__proto__": {"a": 1}, "constructor": 1}') as unknown;
    expect(strict(body).map(({ field }) => field)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
  });

  it('does not look into a list that is too long', () => {
    expect(strict({ ...parcel, lines: new Array(100_000).fill(0) })).toEqual([
      { field: 'lines', rule: 'maxItems', message: 'must have at most 3 entries' },
    ]);
  });

  it('stops counting faults at a hundred', () => {
    const unknown = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`f${at}`, at]));
    expect(strict({ ...parcel, ...unknown })).toHaveLength(100);
  });

  it('leaves the value as it is', () => {
    const value = Object.freeze({ ...parcel, extra: '1' });
    strict(value);
    expect(value).toEqual({ ...parcel, extra: '1' });
  });

  it('is made once per class and strictness', () => {
    expect(compiledValidator(Parcel, { strict: true })).toBe(strict);
    expect(compiledValidator(Parcel, { strict: false })).toBe(tolerant);
  });

  it('validates a class that holds itself', () => {
    const isTree = compiledValidator(Tree, { strict: true });
    expect(isTree({ name: 'a', branches: [{ name: 'b', branches: [{ name: 'c' }] }] })).toEqual([]);
    expect(isTree({ name: 'a', branches: [{ name: 'b', branches: [{}] }] })).toEqual([
      { field: 'branches[0].branches[0].name', rule: 'required', message: 'is required' },
    ]);
  });

  it('validates inherited fields', () => {
    class Heavy extends StockLine {
      @WholeNumber(1, 10) grams!: number;
    }
    class Heavier extends Heavy {}
    for (const target of [Heavy, Heavier]) {
      const isHeavy = compiledValidator(target, { strict: true });
      expect(isHeavy({ sku: 'A', quantity: 1, grams: 2 })).toEqual([]);
      expect(isHeavy({ sku: 'A', grams: 20 }).map(({ field }) => field)).toEqual(['quantity', 'grams']);
    }
  });

  it('refuses everything but an empty object for a class without fields, at a door', () => {
    class Nothing {}
    expect(compiledValidator(Nothing, { strict: true })({})).toEqual([]);
    expect(compiledValidator(Nothing, { strict: true })({ a: 1 })).toHaveLength(1);
  });
});

describe('coercion', () => {
  class Query {
    @Optional() @WholeNumber(1, 200) limit?: number;
    @Optional() @Flag() open?: boolean;
    @Optional() @OneOf(['a', 'b']) state?: string;
    @Optional() @TextList({ max: 3, each: 5 }) sku?: string[];
  }
  const coerced = compiledValidator(Query, { strict: true, coerce: true });

  it('turns query texts into what the class declares', () => {
    const query: Record<string, unknown> = { limit: '50', open: 'true', state: 'a' };
    expect(coerced(query)).toEqual([]);
    expect(query).toEqual({ limit: 50, open: true, state: 'a' });
  });

  it('takes one text or several where the class declares a list', () => {
    const [one, several]: Record<string, unknown>[] = [{ sku: 'a' }, { sku: ['a', 'b'] }];
    expect([coerced(one), coerced(several), one]).toEqual([[], [], { sku: ['a'] }]);
  });

  it.each([
    { limit: 'x' },
    { limit: '' },
    { limit: '0' },
    { limit: '1.5' },
    { limit: ['1', '2'] },
    { open: 'yes' },
    { state: 'c' },
  ])('refuses %j', (query) => expect(coerced({ ...query })).toHaveLength(1));
});

describe('the allow-list', () => {
  it.each([
    ['another decorator of class-validator', IsUUID(), 'Probe.value: isUuid'],
    ['another condition than @Optional', ValidateIf(() => false), 'Probe.value: conditionalValidation'],
    ['a nested value whose class is not told', ValidateNested(), 'Probe.value: nestedValidation'],
  ])('refuses %s', (_what, decorator, refused) => {
    const isValid = compiledValidator(fieldClass(decorator), { strict: true });
    expect(() => isValid({})).toThrow(`decorators outside the vocabulary: ${refused}`);
  });

  it('refuses two classes of one name within one contract', () => {
    const one = fieldClass(Quantity());
    const two = fieldClass(Nested(() => one));
    expect(() => classSchemas([two])).toThrow('two contract classes are called Probe');
  });
});

describe('personal data', () => {
  class Delivery {
    @Nested(() => Address) to!: Address;
    @NestedList(() => Contact) contacts!: Contact[];
    @Optional() @Personal() @Text(100) remark?: string;
  }
  class Contact {
    @Personal() @Text(100) name!: string;
    @Text(100) role!: string;
  }

  it('is found with its path', () => {
    expect([...personalFields(Delivery)].sort()).toEqual([
      'contacts[].name',
      'remark',
      'to.line1',
      'to.line2',
      'to.name',
      'to.phone',
    ]);
    expect(personalFields(StockLine)).toEqual([]);
  });

  const token = `sealed:v1:psn_abc:${'A'.repeat(40)}`;
  const plain = { to: { phone: '+55 11 91234', city: 'x', country: 'BR' }, contacts: [{ name: 'Ana', role: 'x' }] };
  const sealed = { to: { phone: token, city: 'x', country: 'BR' }, contacts: [{ name: token, role: 'x' }] };
  const fields = (value: object, personal?: 'plain' | 'sealed' | 'either') =>
    compiledValidator(Delivery, { strict: true, ...(personal && { personal }) })(value).map(({ field }) => field);

  it('is plain at doors, by the rules of its fields', () => {
    expect(fields(plain)).toEqual([]);
    expect(fields(sealed)).toEqual(['to.phone']);
  });

  it('is sealed where it is recorded: plain text is refused, by field, without being shown', () => {
    expect(fields(sealed, 'sealed')).toEqual([]);
    expect(fields(plain, 'sealed')).toEqual(['to.phone', 'contacts[0].name']);
    expect(JSON.stringify(compiledValidator(Delivery, { strict: true, personal: 'sealed' })(plain))).not.toMatch(
      /Ana|91/,
    );
  });

  it('may be either where it is read, but not something between', () => {
    expect([fields(plain, 'either'), fields(sealed, 'either')]).toEqual([[], []]);
    const broken = { ...plain, to: { ...plain.to, phone: 'sealed:v1:psn_abc:short' }, remark: '' };
    expect(fields(broken, 'either').sort()).toEqual(['remark', 'to.phone']);
  });

  it('is replaced by whoever seals or opens it, and left out where nothing comes of it', () => {
    const changed = mapPersonal(Delivery, { ...plain, remark: 'x' }, (text) =>
      text === 'Ana' ? undefined : text.toUpperCase(),
    );
    expect(changed).toEqual({ ...plain, contacts: [{ role: 'x' }], remark: 'X' });
    expect(mapPersonal(StockLine, { sku: 'a', quantity: 1 }, () => 'x')).toEqual({ sku: 'a', quantity: 1 });
  });

  it('can be a text only', () => {
    const offender = fieldClass(Quantity());
    Personal()(offender.prototype as object, 'value');
    expect(() => compiledValidator(offender, { strict: true })({})).toThrow('only a text can be personal');
  });
});
