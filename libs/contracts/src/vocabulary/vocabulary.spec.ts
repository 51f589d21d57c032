import { accepts, complaint, fieldClass, optional } from '../../test/field-class';
import { compiledValidator } from '../validation/compiled-validator';
import {
  Count,
  CountryCode,
  COUNTRIES,
  CurrencyCode,
  CURRENCIES,
  Duration,
  durationMs,
  Decimal,
  Email,
  Flag,
  FreeForm,
  FreeKey,
  Latitude,
  Longitude,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Phone,
  Quantity,
  SignedCount,
  SignedMinorAmount,
  Sku,
  Text,
  TextList,
  WordList,
  Timestamp,
  WebAddress,
  WholeNumber,
} from './index';

interface Case {
  readonly field: string;
  readonly decorator: PropertyDecorator;
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
}

class Inner {
  @Quantity() value!: number;
}

const nestedBy = (levels: number): object => {
  let value: object = {};
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return { a: value };
};
const NEVER = [undefined, null, true, {}, [], NaN, Infinity];
const NOT_TEXT = [...NEVER, 1];
const NOT_NUMBER = [...NEVER, '1'];

it('measures durations in milliseconds', () => {
  expect(['PT1S', 'PT2M', 'PT3H', 'P4D', 'P1DT1H1M1S'].map(durationMs)).toEqual([
    ...[1_000, 120_000, 10_800_000, 345_600_000, 90_061_000],
  ]);
  expect(() => durationMs('an hour')).toThrow('an hour');
});

const cases: readonly Case[] = [
  {
    field: 'Text',
    decorator: Text(5),
    right: ['a', 'abcde', 'a\tb\nc', '👩🏽‍🚀a', '日本語です', ' a '],
    wrong: ['', ' ', '\n\t', 'abcdef', 'a\u0000b', 'a\u007F', '\uD800', 'a\uDC00', '👩👩👩👩👩👩', ...NOT_TEXT],
  },
  { field: 'Text that may be empty', decorator: Text(3, 0), right: ['', ' ', 'abc'], wrong: ['abcd', ...NOT_TEXT] },
  {
    field: 'OpaqueId',
    decorator: OpaqueId(),
    right: ['ord_01', 'A-1.b:c', 'x'.repeat(64)],
    wrong: ['', 'x'.repeat(65), 'a b', 'a/b', 'é', 'a\n', ...NOT_TEXT],
  },
  {
    field: 'FreeKey',
    decorator: FreeKey(),
    right: ['#1001', 'Bestellung 12/3', '日本', 'x'.repeat(128), '👍'.repeat(128)],
    wrong: ['', ' a', 'a ', 'x'.repeat(129), 'a\tb', 'a\u0085b', '\uD83D', ...NOT_TEXT],
  },
  {
    field: 'Sku',
    decorator: Sku(),
    right: ['A', 'SHIRT-XL rot', '8728#5b', 'x'.repeat(64)],
    wrong: ['', 'a/b', ' a', 'a ', 'x'.repeat(65), 'a\nb', 'a\u2028b', ...NOT_TEXT],
  },
  { field: 'CurrencyCode', decorator: CurrencyCode(), right: ['EUR', 'BRL'], wrong: ['eur', 'XXX', '', ...NOT_TEXT] },
  { field: 'CountryCode', decorator: CountryCode(), right: ['BR', 'DE'], wrong: ['br', 'UK', 'BRA', '', ...NOT_TEXT] },
  { field: 'OneOf', decorator: OneOf(['a', 'b']), right: ['a', 'b'], wrong: ['c', 'A', '', ...NOT_TEXT] },
  {
    field: 'Timestamp',
    decorator: Timestamp(),
    right: [
      '2026-01-31T09:30:00Z',
      '2017-10-02T10:56:33-03:00',
      '2024-02-29T23:59:59.123456789+14:00',
      '2000-02-29T00:00:00Z',
      '9999-12-31T23:59:59.999999999Z',
      '9999-12-31T23:59:59+14:00',
      '0000-01-01T00:00:00-00:01',
    ],
    wrong: [
      '2026-01-31',
      '2026-01-31T09:30Z',
      '2026-01-31T09:30:00',
      '2026-01-31 09:30:00Z',
      '2026-01-31t09:30:00z',
      '2026-02-29T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '9999-12-31T23:59:59-00:01',
      '0000-01-01T00:00:00+00:01',
      '2026-04-31T00:00:00Z',
      '2026-00-10T00:00:00Z',
      '2026-13-10T00:00:00Z',
      '2026-01-00T00:00:00Z',
      '2026-01-31T24:00:00Z',
      '2026-01-31T23:59:60Z',
      '2026-01-31T09:30:00.Z',
      '2026-01-31T09:30:00+24:00',
      '2026-01-31T09:30:00+0200',
      '٢٠٢٦-01-31T09:30:00Z',
      ...NOT_TEXT,
    ],
  },
  {
    field: 'WebAddress',
    decorator: WebAddress(),
    right: ['https://example.com', 'http://localhost:8080/a?b=c#d', 'https://[::1]:443/', 'https://a.b/é'],
    wrong: [
      '',
      'example.com',
      'ftp://a.b',
      'javascript:alert(1)',
      'https://',
      'https://user:secret@a.b',
      'https://a.b/ c',
      'https://a.b/\u0000',
      'https://a.b/\u007f',
      'https://a.b/\ud800',
      `https://a.b/${'x'.repeat(2048)}`,
      ...NOT_TEXT,
    ],
  },
  {
    field: 'Email',
    decorator: Email(),
    right: ['maria@example.com', 'm.d+x@sub.example.co', 'josé@exämple.de'],
    wrong: [
      '',
      'maria',
      'maria@',
      '@example.com',
      'a@b',
      'a b@c.de',
      '<a@b.de>',
      `${'x'.repeat(250)}@b.de`,
      ...NOT_TEXT,
    ],
  },
  {
    field: 'Duration',
    decorator: Duration(),
    right: ['PT1H', 'P1D', 'P1DT12H', 'PT15M', 'PT90S', 'PT1H30M5S', 'P0D'],
    wrong: ['', 'P', 'PT', 'P1DT', 'P1W', '1H', 'PT1.5H', '-PT1H', 'P1M', 'PT1S1H', 'PT1000000H', ' PT1H', ...NOT_TEXT],
  },
  {
    field: 'Phone',
    decorator: Phone(),
    right: ['+5511999991234', '+55 (11) 99999-1234', '(11) 9999-9999', '030/12345', '001-541-754-3010 x123'],
    wrong: ['', '12', 'call me', '+', '1'.repeat(40), '+49 30 abc', ...NOT_TEXT],
  },
  {
    field: 'TextList',
    decorator: TextList({ max: 2, each: 3 }),
    right: [[], ['a'], ['abc', 'b']],
    wrong: [['a', 'b', 'c'], ['abcd'], [''], [1], [null], 'a', {}, null, undefined],
  },
  {
    field: 'WordList',
    decorator: WordList(['a', 'b'], { min: 1, max: 2 }),
    right: [['a'], ['b', 'a']],
    wrong: [[], ['c'], ['a', 'b', 'a'], 'a', [1]],
  },
  { field: 'TextList that needs one', decorator: TextList({ max: 2, each: 3, min: 1 }), right: [['a']], wrong: [[]] },
  {
    field: 'WholeNumber',
    decorator: WholeNumber(-2, 2),
    right: [-2, 0, -0, 2, 1.0],
    wrong: [-3, 3, 0.5, 1e300, ...NOT_NUMBER],
  },
  { field: 'Decimal', decorator: Decimal(-1, 1), right: [-1, 0.25, 1], wrong: [-1.01, 2, ...NOT_NUMBER] },
  { field: 'Quantity', decorator: Quantity(), right: [1, 1_000_000], wrong: [0, -1, 1.5, 1_000_001, ...NOT_NUMBER] },
  { field: 'Count', decorator: Count(), right: [0, 2 ** 53 - 1], wrong: [-1, 0.1, 2 ** 53, ...NOT_NUMBER] },
  {
    field: 'SignedCount',
    decorator: SignedCount(),
    right: [-5, 0, 5],
    wrong: [0.1, 2 ** 53, -(2 ** 53), ...NOT_NUMBER],
  },
  { field: 'MinorAmount', decorator: MinorAmount(), right: [0, 1e12], wrong: [-1, 0.01, 1e12 + 1, ...NOT_NUMBER] },
  {
    field: 'SignedMinorAmount',
    decorator: SignedMinorAmount(),
    right: [-1e12, 1e12],
    wrong: [0.5, -1e12 - 1, 1e12 + 1, ...NOT_NUMBER],
  },
  { field: 'Latitude', decorator: Latitude(), right: [-90, -23.57, 90], wrong: [-90.01, 91, ...NOT_NUMBER] },
  { field: 'Longitude', decorator: Longitude(), right: [-180, 46.5, 180], wrong: [180.5, ...NOT_NUMBER] },
  { field: 'Flag', decorator: Flag(), right: [true, false], wrong: ['true', 0, 1, null, undefined, {}, []] },
  {
    field: 'Nested',
    decorator: Nested(() => Inner),
    right: [{ value: 1 }],
    wrong: [{}, { value: 0 }, { value: 1, other: 1 }, [], [{ value: 1 }], 'a', 1, true, null, undefined],
  },
  {
    field: 'NestedList',
    decorator: NestedList(() => Inner, { min: 1, max: 2 }),
    right: [[{ value: 1 }], [{ value: 1 }, { value: 2 }]],
    wrong: [
      [],
      [{ value: 1 }, { value: 1 }, { value: 1 }],
      [{ value: 0 }],
      [{}],
      [null],
      [[]],
      [1],
      { 0: {} },
      null,
      'a',
    ],
  },
  {
    field: 'FreeForm',
    decorator: FreeForm(),
    right: [{}, { a: [1, { b: null }] }, nestedBy(18)],
    wrong: [
      [],
      'a',
      1,
      true,
      null,
      undefined,
      nestedBy(19),
      nestedBy(100_000),
      { 'a\u0000b': 1 },
      { list: [{ 'a\u0000b': 1 }] },
      JSON.parse('{"a": {"__proto__": 1}}'),
    ],
  },
  { field: 'a field that is optional', decorator: optional(Quantity()), right: [undefined, 1], wrong: [null, 0, '1'] },
  {
    field: 'a nested field that is optional',
    decorator: optional(Nested(() => Inner)),
    right: [undefined, { value: 1 }],
    wrong: [null, {}, []],
  },
];

describe.each(cases)('$field', ({ decorator, right, wrong }) => {
  it('accepts what is right', () => {
    expect(right.filter((value) => !accepts(decorator, value))).toEqual([]);
  });

  it('refuses what is wrong, with a sentence', () => {
    expect(wrong.filter((value) => accepts(decorator, value))).toEqual([]);
    expect(wrong.filter((value) => !complaint(decorator, value))).toEqual([]);
  });
});

describe('the word lists', () => {
  it('hold each of the 249 countries and territories once, as the platform knows them', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    expect(new Set(COUNTRIES).size).toBe(249);
    expect(COUNTRIES.filter((code) => names.of(code) === undefined)).toEqual([]);
  });

  it('hold currencies in use, each once', () => {
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    expect(CURRENCIES.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
    expect(CURRENCIES).toEqual(expect.arrayContaining(['USD', 'EUR', 'BRL', 'JPY', 'KWD', 'ZWG']));
  });
});

it.each([
  [OpaqueId(), 'a b', 'must be an id of 1 to 64 letters, digits or _ . : -'],
  [CurrencyCode(), 'eur', 'must be a currency code of ISO 4217 such as EUR'],
  [OneOf(['a', 'b']), 'c', 'must be one of a, b'],
  [Quantity(), 0, 'must be at least 1'],
  [Quantity(), 1.5, 'must be an integer'],
  [Timestamp(), 'yesterday', 'must be a time such as 2026-01-31T09:30:00Z (RFC 3339, with Z or an offset)'],
  [TextList({ max: 1, each: 3 }), ['a', 'b'], 'must have at most 1 entry'],
  [Flag(), 'yes', 'must be true or false'],
])('explains itself: %#', (decorator, value, sentence) => {
  expect(complaint(decorator, value)).toBe(sentence);
});

it('takes hostile texts in its stride', () => {
  const texts = [' '.repeat(1e6), `${' '.repeat(5e5)}\u0001`, `a@${'a.'.repeat(5e5)}`, `1${' '.repeat(1e6)}`];
  const decorators = [Text(10), FreeKey(), Sku(), Email(), Phone(), WebAddress(), Timestamp(), OpaqueId()];
  const validators = decorators.map((decorator) => compiledValidator(fieldClass(decorator), { strict: true }));
  const started = performance.now();
  for (const isValid of validators) expect(texts.filter((value) => isValid({ value }).length === 0)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(2000);
});
