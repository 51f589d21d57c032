import { Parser } from '@asyncapi/parser';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { valuesOf } from '../../test/generated-values';
import { allEventContracts } from '../events/event-contract';
import { topics } from '../events/topics';
import { owners } from '../owners';
import { compileVerdict } from '../validation/schema-engine';
import { isRfc3339 } from '../vocabulary/form';
import { Address, ShipLine } from '../shared';
import { committedSchemas, outdatedFiles, writeDocuments } from './committed';
import { brokenPromises, explain } from './compatibility';
import { contractClasses } from './contract-classes';
import { generateDocuments } from './generate';
import { openApiSchemas } from './open-api-schemas';

const generated = generateDocuments(owners);
const fileOf = (path: string): string => generated.files.get(path) ?? '';

describe('the JSON Schemas', () => {
  const ajv = new Ajv2020({ strict: true, formats: { 'date-time': isRfc3339 } });
  ajv.addVocabulary(['x-owner', 'x-topic', 'x-keyed-by', 'x-readers', 'x-personal']);
  for (const schema of generated.schemas.values()) ajv.addSchema(schema);

  it('are valid JSON Schema 2020-12, refer to each other by file, and accept their examples', () => {
    for (const [name, { examples }] of generated.schemas) {
      const isValid = ajv.getSchema(`${name}.json`);
      for (const example of (examples as readonly unknown[] | undefined) ?? []) {
        expect([name, isValid?.(JSON.parse(JSON.stringify(example)))]).toEqual([name, true]);
      }
    }
  });

  it.each(contractClasses(owners).map((of) => [of.name, of.target] as const))(
    'say of values for %s what the compiled validator says',
    (name, target) => {
      const said = ajv.getSchema(`${name}.json`);
      const compiled = compileVerdict(target, { strict: false });
      fc.assert(
        fc.property(valuesOf(target), (value) => said?.(value) === compiled(value)),
        { numRuns: 20 },
      );
    },
  );

  it('tell rules in words and mark personal data', () => {
    const { properties } = generated.schemas.get('Address') ?? {};
    expect(properties?.line1).toMatchObject({ type: 'string', maxLength: 200, 'x-personal': true });
    expect(properties?.phone?.description).toBe('Must be a phone number.');
    expect(JSON.stringify([...generated.schemas.values()])).not.toContain('"says"');
  });
});

describe('the AsyncAPI document', () => {
  const document = JSON.parse(fileOf('docs/contracts/asyncapi.json')) as {
    channels: Readonly<Record<string, { messages: object }>>;
  };

  it('is valid AsyncAPI 3.0', async () => {
    const problems = await new Parser().validate(fileOf('docs/contracts/asyncapi.json'));
    expect(problems.filter(({ severity }) => severity === 0)).toEqual([]);
  });

  it('has every topic and every event', () => {
    expect(Object.keys(document.channels)).toEqual(topics().map(({ name }) => name));
    for (const { type, topic } of allEventContracts()) expect(document.channels[topic]?.messages).toHaveProperty(type);
  });
});

describe('the tables', () => {
  it('have a line for every event and every topic', () => {
    for (const { type } of allEventContracts()) expect(fileOf('docs/events.md')).toContain(`| \`${type}\` `);
    for (const { name } of topics()) expect(fileOf('docs/topics.md')).toContain(`| \`${name}\` `);
  });
});

describe('OpenAPI schemas', () => {
  it('bring along the classes that a class holds', () => {
    const schemas = openApiSchemas([Address, ShipLine]);
    expect(Object.keys(schemas)).toEqual(['Address', 'ShipLine']);
    expect(schemas.ShipLine).toMatchObject({ type: 'object', required: ['lineId', 'quantity', 'sku'] });
    expect(schemas.ShipLine?.description).toBe('So many pieces of an order line that travel together.');
  });
});

describe('the committed documents', () => {
  const root = join(__dirname, '../../../..');

  it('break no promise', () => {
    expect(brokenPromises(committedSchemas(root), generated.schemas).map(explain)).toEqual([]);
  });

  it('are up to date (else: npm run contracts)', () => {
    expect(outdatedFiles(root, generated)).toEqual([]);
  });

  it('are the same when generated again', () => {
    expect([...generateDocuments(owners).files]).toEqual([...generated.files]);
  });
});

describe('writing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes what is missing, then nothing, and finds what is changed or left over', () => {
    expect(writeDocuments(folder, generated)).toHaveLength(generated.files.size);
    expect(writeDocuments(folder, generated)).toEqual([]);
    writeFileSync(join(folder, 'docs/events.md'), 'changed');
    writeFileSync(
      join(folder, 'docs/contracts/schemas/Gone.json'),
      JSON.stringify({ title: 'Gone', 'x-owner': 'orders' }),
    );
    expect(brokenPromises(committedSchemas(folder), generated.schemas).map(explain)).toEqual([
      'Gone is removed; read by callers of orders',
    ]);
    expect(writeDocuments(folder, generated)).toEqual(['docs/contracts/schemas/Gone.json', 'docs/events.md']);
    expect(outdatedFiles(folder, generated)).toEqual([]);
  });
});
