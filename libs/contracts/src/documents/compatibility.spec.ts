import type { JsonSchema } from '../validation/json-schema';
import { brokenPromises, explain, remediesOf } from './compatibility';
import type { SchemaDocument } from './schema-documents';

type Fields = Readonly<Record<string, JsonSchema>>;
type Said = Partial<Omit<SchemaDocument, 'properties'>>;

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 20 };
const event: Said = { 'x-topic': 'orders.order.v1', 'x-keyed-by': 'stream', 'x-readers': ['logistics', 'payments'] };

const contract = (title: string, properties: Fields, said: Said = {}): SchemaDocument => ({
  title,
  'x-owner': 'orders',
  type: 'object',
  properties,
  ...said,
});

const documents = (...of: readonly SchemaDocument[]): ReadonlyMap<string, SchemaDocument> =>
  new Map(of.map((document) => [document.title, document]));

/** What is said when a field of an event, or of what is told, changes from one schema to another. */
const changed = (
  before: JsonSchema | undefined,
  after: JsonSchema | undefined,
  said: Said = {},
  of: Said = event,
): readonly string[] => {
  const old = contract('OrderPlaced', { kept: text, ...(before && { field: before }) }, of);
  const now = contract('OrderPlaced', { kept: text, ...(after && { field: after }) }, { ...of, ...said });
  return brokenPromises(documents(old), documents(now)).map(({ field, what }) => `${field} ${what}`.trim());
};

const WIDER: [string, JsonSchema, JsonSchema, string[]][] = [
  [
    'a longer text',
    text,
    { ...text, maxLength: 30, minLength: 0 },
    ['minLength is lowered from 1 to 0', 'maxLength is raised from 20 to 30'],
  ],
  [
    'a wider number',
    { type: 'integer', minimum: 1, maximum: 5 },
    { type: 'integer', minimum: 0, maximum: 6 },
    ['minimum is lowered from 1 to 0', 'maximum is raised from 5 to 6'],
  ],
  ['no limit any more', { type: 'integer', minimum: 1 }, { type: 'integer' }, ['minimum is lowered from 1 to none']],
  ['a new word', { type: 'string', enum: ['a'] }, { type: 'string', enum: ['a', 'b'] }, ['allows b from now on']],
  ['any word', { type: 'string', enum: ['a'] }, { type: 'string' }, ['allows any word from now on']],
  ['no pattern any more', { type: 'string', pattern: 'a' }, { type: 'string' }, ['pattern a is given up']],
  [
    'a longer list',
    { type: 'array', maxItems: 1, items: text },
    { type: 'array', maxItems: 2, items: text },
    ['maxItems is raised from 1 to 2'],
  ],
];

describe('additions keep every promise', () => {
  it.each<[string, JsonSchema | undefined, JsonSchema | undefined]>([
    ['nothing', text, text],
    ['a new optional field', undefined, text],
    ['another description', { ...text, description: 'a' }, { ...text, description: 'b' }],
    ['a longer text that is sealed', { ...text, 'x-personal': true }, { ...text, maxLength: 30, 'x-personal': true }],
  ])('%s', (_what, before, after) => expect(changed(before, after)).toEqual([]));

  it.each(WIDER)('%s in a request', (_what, before, after) => expect(changed(before, after, {}, {})).toEqual([]));

  it('a new contract', () => {
    expect(brokenPromises(documents(), documents(contract('New', { a: text }, { required: ['a'] })))).toEqual([]);
  });
});

describe('a promise is broken by', () => {
  it.each<[JsonSchema, JsonSchema | undefined, string]>([
    [text, undefined, 'field is removed'],
    [text, { type: 'integer' }, 'field type changes from string to integer'],
    [text, { ...text, minLength: 2 }, 'field minLength is raised from 1 to 2'],
    [text, { ...text, maxLength: 19 }, 'field maxLength is lowered from 20 to 19'],
    [text, { ...text, pattern: '^a$' }, 'field pattern changes from none to ^a$'],
    [text, { ...text, format: 'date-time' }, 'field format changes from none to date-time'],
    [{ type: 'integer' }, { type: 'integer', minimum: 0 }, 'field minimum is raised from none to 0'],
    [{ type: 'integer', maximum: 9 }, { type: 'integer', maximum: 0 }, 'field maximum is lowered from 9 to 0'],
    [{ type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['b'] }, 'field no longer allows a'],
    [{ type: 'string' }, { type: 'string', enum: ['b'] }, 'field only some words are allowed now'],
    [{ type: 'string', const: 'A' }, { type: 'string', const: 'B' }, 'field const changes from A to B'],
    [{ $ref: 'A.json' }, { $ref: 'B.json' }, 'field $ref changes from A.json to B.json'],
    [{ $ref: 'A.json' }, { type: 'object' }, 'field type changes from none to object'],
    [
      { type: 'array', items: text },
      { type: 'array', items: text, maxItems: 3 },
      'field maxItems is lowered from none to 3',
    ],
    [
      { type: 'array', items: text },
      { type: 'array', items: { ...text, maxLength: 3 } },
      'field[] maxLength is lowered from 20 to 3',
    ],
  ])('%j becoming %j', (before, after, what) => expect(changed(before, after)).toContain(what));

  it('a field that is newly required, old or new', () => {
    expect(changed(text, text, { required: ['field'] })).toEqual(['field is newly required']);
    expect(changed(undefined, text, { required: ['field'] })).toEqual(['field is newly required']);
  });

  it('another topic or key', () => {
    expect(changed(text, text, { 'x-topic': 'orders.order.v2', 'x-keyed-by': 'placeId' })).toEqual([
      'topic changes from orders.order.v1 to orders.order.v2',
      'keyed-by changes from stream to placeId',
    ]);
  });

  it('a field that events no longer always carry, though a request may do without', () => {
    const was = { required: ['field'] };
    const compare = (said: Said): readonly string[] =>
      brokenPromises(
        documents(contract('C', { field: text }, { ...said, ...was })),
        documents(contract('C', { field: text }, said)),
      ).map(({ what }) => what);
    expect(compare(event)).toEqual(['is no longer always given']);
    expect(compare({})).toEqual([]);
  });
});

describe('readers of the release before, who check by the rules of then, are promised that an event has not', () => {
  it.each(WIDER)('%s', (_what, before, after, what) =>
    expect(changed(before, after)).toEqual(what.map((each) => `field ${each}`)),
  );

  it('a new word in what it holds or in a list', () => {
    const states = (...words: string[]): JsonSchema => ({ type: 'array', items: { type: 'string', enum: words } });
    expect(changed(states('a'), states('a', 'b'))).toEqual(['field[] allows b from now on']);
    const line = (...words: string[]) => contract('Line', { state: { enum: words } }, { 'x-owner': 'shared' });
    const holder = contract('OrderPlaced', { line: { $ref: 'Line.json' } }, event);
    const broken = brokenPromises(documents(line('a'), holder), documents(line('a', 'b'), holder));
    expect(broken.map(explain)).toEqual(['Line.state allows b from now on; read by logistics, orders, payments']);
  });

  it('and whoever breaks that is told to let them read it first', () => {
    const was = documents(contract('OrderPlaced', { state: { enum: ['a'] }, note: text }, event));
    const wider = documents(contract('OrderPlaced', { state: { enum: ['a', 'b'] }, note: text }, event));
    const both = documents(contract('OrderPlaced', { state: { enum: ['a', 'b'] } }, event));
    expect(remediesOf(brokenPromises(was, was))).toEqual([]);
    expect(remediesOf(brokenPromises(was, wider))).toEqual([expect.stringContaining('readers first')]);
    expect(remediesOf(brokenPromises(was, both))).toEqual([
      expect.stringContaining('new major version'),
      expect.stringContaining('readers first'),
    ]);
  });
});

describe('what an event holds', () => {
  const line = (said: Said, sku: JsonSchema = text) => contract('Line', { sku }, said);
  const placed = contract('OrderPlaced', { lines: { type: 'array', items: { $ref: 'Line.json' } } }, event);
  const place = contract('PlaceOrder', { lines: { type: 'array', items: { $ref: 'Line.json' } } });
  const broken = (before: SchemaDocument, after: SchemaDocument, holder: SchemaDocument): readonly string[] =>
    brokenPromises(documents(before, holder), documents(after, holder)).map(explain);

  it('is promised like the event itself: a field of it is always given', () => {
    const [was, is] = [line({ required: ['sku'] }), line({})];
    expect(broken(was, is, placed)).toEqual(['Line.sku is no longer always given; read by logistics, payments']);
    expect(broken(was, is, place)).toEqual([]);
  });

  it('is sealed or plain for ever: readers that expect the one cannot read the other', () => {
    const [plain, sealed] = [line({}), line({}, { ...text, 'x-personal': true })];
    expect(broken(plain, sealed, placed)).toEqual(['Line.sku is sealed from now on; read by logistics, payments']);
    expect(broken(sealed, plain, placed)).toEqual(['Line.sku is no longer sealed; read by logistics, payments']);
    expect(broken(plain, sealed, place)).toEqual([]);
  });
});

describe('the readers of a broken promise', () => {
  const address = contract('Address', { city: text }, { 'x-owner': 'shared' });
  const line = contract('Line', { to: { $ref: 'Address.json' } });
  const placed = contract('OrderPlaced', { lines: { type: 'array', items: { $ref: 'Line.json' } } }, event);
  const place = contract('DescribePlace', { at: { $ref: 'Address.json' } }, { 'x-owner': 'inventory' });
  const old = documents(address, line, placed, place);

  it('are all that read an event which holds it, and the callers of every request which holds it', () => {
    const now = documents(contract('Address', {}, { 'x-owner': 'shared' }), line, placed, place);
    expect(brokenPromises(old, now).map(explain)).toEqual([
      'Address.city is removed; read by callers of inventory, logistics, payments',
    ]);
  });

  it('are named for a contract that is gone', () => {
    expect(brokenPromises(old, documents(address, line, place)).map(explain)).toEqual([
      'OrderPlaced is removed; read by logistics, payments',
    ]);
  });

  it('are the callers of its owner for a request', () => {
    expect(brokenPromises(old, documents(address, line, placed)).map(explain)).toEqual([
      'DescribePlace is removed; read by callers of inventory',
    ]);
  });

  it('are found even when contracts hold each other', () => {
    const tree = contract('Tree', { branch: { $ref: 'Tree.json' }, name: text }, { 'x-owner': 'catalog' });
    expect(brokenPromises(documents(tree), documents(contract('Tree', {}))).map(({ field }) => field)).toEqual([
      'branch',
      'name',
    ]);
  });
});
