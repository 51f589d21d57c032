import { DomainError } from '@entrepot/kernel';
import type { ImportFact } from '../domain/import-facts';
import { LineFaults, type LineFault } from '../domain/line-faults';
import { MAX_LINES, readFacts } from './read-facts';

interface Read {
  facts?: ImportFact[];
  code?: string;
  faults: string[];
}

async function read(type: string, text: string): Promise<Read> {
  const faults = new LineFaults();
  try {
    const facts = await readFacts(type, text, faults);
    faults.refuseAny();
    return { facts, faults: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const told = (error.errors as readonly LineFault[]).map(({ line, field, rule }) => `${line} ${field} ${rule}`);
    return { code: error.code, faults: told };
  }
}

const csv = (text: string) => read('text/csv', text);
const ndjson = (text: string) => read('application/x-ndjson', text);

it.each(['text/csv; charset=utf-8', 'Text/CSV', 'TEXT/CSV;header=present'])(
  'a file of the type %s is CSV',
  async (type) => {
    expect((await read(type, 'productId,title\np1,Shirt\n')).facts).toMatchObject([{ productId: 'p1' }]);
  },
);

describe('a CSV file', () => {
  it('is read by its header, in any order, empty cells left out', async () => {
    const text =
      'sku,productId,title,weightGrams,published,price,currency,validFrom\r\n' +
      'A,p1,Shirt,180,true,19.9,EUR,2026-01-01T00:00:00Z\r\nB,p1,,,,,,\r\n';
    expect((await csv(text)).facts).toEqual([
      {
        line: 2,
        productId: 'p1',
        text: { title: 'Shirt' },
        published: true,
        variants: [
          {
            sku: 'A',
            facts: { weightGrams: 180 },
            prices: [{ currency: 'EUR', amount: 1990, validFrom: '2026-01-01T00:00:00Z' }],
          },
        ],
      },
      { line: 3, productId: 'p1', text: {}, variants: [{ sku: 'B', facts: {}, prices: [] }] },
    ]);
  });

  it('may have a byte order mark, semicolons, quotes and cells over several lines; faults name the right line', async () => {
    const text = '\uFEFFproductId;title;description\np1;"a ""quoted"" title";"one\ntwo\nthree"\n\np2;x;\n;y;\n';
    expect((await csv(text)).faults).toEqual(['7 productId required']);
    expect((await csv(text.replace('\n;y;', ''))).facts).toMatchObject([
      { line: 2, text: { title: 'a "quoted" title', description: 'one\ntwo\nthree' } },
      { line: 6, productId: 'p2' },
    ]);
  });

  it('has columns for attributes and for every language', async () => {
    const text =
      'productId,title,title.de,description.pt-BR,sku,variantTitle.de,attribute.size,attribute.colour,attribute.colour.de\n' +
      'p1,Shirt,Hemd,Algodão,A,Größe M,M,red,rot\np1,,,,B,,L,,\n';
    expect((await csv(text)).facts).toMatchObject([
      {
        text: { title: 'Shirt' },
        translations: [
          { locale: 'de', title: 'Hemd' },
          { locale: 'pt-BR', description: 'Algodão' },
        ],
        variants: [
          {
            facts: {
              attributes: [
                { name: 'size', value: 'M' },
                { name: 'colour', value: 'red' },
              ],
            },
            translations: [{ locale: 'de', title: 'Größe M', attributes: [{ name: 'colour', value: 'rot' }] }],
          },
        ],
      },
      { variants: [{ sku: 'B', facts: { attributes: [{ name: 'size', value: 'L' }] } }] },
    ]);
    expect((await csv('productId,title,title.german\np1,x,y')).faults).toEqual(['2 translations[0].locale pattern']);
    expect((await csv('productId,title,attribute.size\np1,x,M')).faults).toEqual(['2 sku required']);
    expect((await csv('productId,title,variantTitle.de\np1,x,M')).faults).toEqual(['2 sku required']);
    expect((await csv('productId,title,colour.de\np1,x,M')).faults).toEqual(['1 colour.de column']);
  });

  it('keeps its line numbers over many parts', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => `p${n},"title\n${'x'.repeat(40)}"`);
    const read = await csv(`productId,title\n${rows.join('\n')}\nbad id,x`);
    expect(read.faults).toEqual(['4002 productId pattern']);
  });

  it('has prices that every currency can have', async () => {
    const file = (price: string) => csv(`productId,title,sku,price,currency\np1,x,A,${price},KWD`);
    expect((await file('1000000000')).facts).toMatchObject([{ variants: [{ prices: [{ amount: 1e12 }] }] }]);
    expect((await file('1000000000.001')).faults).toEqual(['2 price max']);
  });

  it('is refused with every fault by line, field and rule', async () => {
    const text = [
      'productId,sku,weightGrams,gtin,amount,price,currency,published,originCountry',
      'p1,A,-1,,,,,,',
      'p1,A,1.5,,,,,,',
      'p1,A,heavy,,,,,,',
      'p1,A,,123,,,,,',
      'p1,A,,,100,,,,',
      'p1,A,,,100,1.00,EUR,,',
      'p1,A,,,,1.001,EUR,,',
      'p1,A,,,,1.0,XXL,,',
      'p1,,5,,,,,,',
      'p1,A,,,,,EUR,,',
      'p1,A,,,,,,yes,',
      'p1,A,,,,,,,QQ',
      'p1,A/B,,,,,,,',
      'p1,A',
    ].join('\n');
    expect(await csv(text)).toEqual({
      code: 'import.invalid',
      faults: [
        '2 weightGrams minimum',
        '3 weightGrams type',
        '4 weightGrams type',
        '5 gtin pattern',
        '6 currency required',
        '7 price exclusive',
        '8 price digits',
        '9 currency enum',
        '10 sku required',
        '11 currency alone',
        '12 published type',
        '13 originCountry enum',
        '14 sku pattern',
        '15  columns',
      ],
    });
  });

  it('is refused for columns that nobody knows, or that miss the product', async () => {
    expect((await csv('productId,color,color,productId\np1,red,red,p1')).faults).toEqual([
      '1 color column',
      '1 color column',
      '1 productId column',
    ]);
    expect((await csv('sku,title\nA,x')).faults).toEqual(['1 productId required']);
  });

  it('is refused for quotes that do not end', async () => {
    expect((await csv('productId,title\np1,"open\np2,x\n')).faults).toContain('2  quotes');
  });

  it('is refused when it is empty or too long', async () => {
    expect((await csv('productId,title\n')).code).toBe('import.empty');
    expect((await csv('\n\n')).code).toBe('import.empty');
    const rows = Array.from({ length: MAX_LINES + 1 }, (_, n) => `p${n},x`);
    expect((await csv(`productId,title\n${rows.join('\n')}`)).code).toBe('import.too-long');
  });
});

describe('JSON lines', () => {
  it('hold flat lines or whole products', async () => {
    const text = [
      JSON.stringify({ productId: 'p1', title: 'Shirt', sku: 'A', price: '5', currency: 'JPY' }),
      '',
      JSON.stringify({
        productId: 'p2',
        title: 'Hat',
        variants: [{ sku: 'B', prices: [{ currency: 'EUR', amount: 5 }] }],
      }),
    ].join('\n');
    expect((await ndjson(text)).facts).toMatchObject([
      { line: 1, productId: 'p1', variants: [{ sku: 'A', prices: [{ currency: 'JPY', amount: 5 }] }] },
      { line: 3, productId: 'p2', variants: [{ sku: 'B', prices: [{ currency: 'EUR', amount: 5 }] }] },
    ]);
  });

  it('are refused with every fault by line, field and rule', async () => {
    const text = [
      '{"productId":',
      '[]',
      'null',
      '{"productId":"p1","colour":"red"}',
      '{"productId":"p1","variants":[{"sku":7}]}',
    ];
    expect(await ndjson(text.join('\r\n'))).toEqual({
      code: 'import.invalid',
      faults: ['1  json', '2  json', '3  json', '4 colour additionalProperties', '5 variants[0].sku type'],
    });
  });

  it('are refused when there are none', async () => {
    expect((await ndjson('\n \n')).code).toBe('import.empty');
  });
});
