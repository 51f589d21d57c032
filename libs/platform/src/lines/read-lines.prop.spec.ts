import fc from 'fast-check';
import type { LineFile } from './line-file';
import { readLines } from './read-lines';

jest.setTimeout(60_000);

type Row = readonly [line: number, cells: readonly string[]];

async function read(type: string, text: string): Promise<{ rows: Row[]; faults: string[] }> {
  const rows: Row[] = [];
  const faults: string[] = [];
  const file: LineFile = {
    csv: { isColumn: () => true, required: [], fieldsOf: (_header, cells) => ({ cells }) },
    limit: 100_000,
    faults: { add: (line, _field, rule) => faults.push(`${line} ${rule}`) },
    take: (line, fields) => rows.push([line, (fields as { cells: string[] }).cells]),
  };
  await readLines(type, text, file);
  return { rows, faults };
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** A table as RFC 4180 writes it, and the line in which each of its rows begins. */
function written(table: readonly (readonly string[])[], end: string, delimiter: string): { text: string; rows: Row[] } {
  const header = `a${delimiter}b`;
  let text = header + end;
  let line = 2;
  const rows = table.map((cells): Row => {
    const row = cells.map((cell) => (/["\r\n,;\t]/.test(cell) ? quoted(cell) : cell)).join(delimiter);
    const begins = line;
    text += row + end;
    line += row.split(end).length;
    return [begins, cells];
  });
  return { text, rows };
}

const filled = fc.stringMatching(/^[a-zé";, 0-9]{0,8}x$/);
const long = fc.integer({ min: 65_480, max: 65_600 }).map((length) => 'p'.repeat(length));

describe('a CSV file', () => {
  it('is read as it was written, wherever the parts in which it is read end', async () => {
    const cells = fc.tuple(fc.oneof({ weight: 5, arbitrary: filled }, long), filled);
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(',', ';', '\t'),
        async (table, end, delimiter) => {
          const { text, rows } = written(table, end, delimiter);
          expect(await read('text/csv', text)).toEqual({ rows, faults: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has the same lines where a part ends between the two characters of a line end', async () => {
    for (let length = 65_480; length < 65_550; length += 1) {
      const { text, rows } = written(
        [
          ['p'.repeat(length), 'x'],
          ['', 'y'],
          ['k', 'z'],
        ],
        '\r\n',
        ',',
      );
      expect(await read('text/csv', text)).toEqual({ rows, faults: [] });
    }
  });

  it('may begin with empty lines', async () => {
    expect(await read('text/csv', '\n\na;b\n1;2\n')).toEqual({ rows: [[4, ['1', '2']]], faults: [] });
  });
});

describe('a file that is not UTF-8', () => {
  // As body-parser decodes the Latin-1 byte of an ü.
  const unread = Buffer.from('M\u00FCtze', 'latin1').toString('utf8');

  it('is refused line by line, instead of being taken in with characters that nobody wrote', async () => {
    const csv = await read('text/csv', `a,b\n1,2\n${unread},3\n`);
    expect(csv).toEqual({ rows: [[2, ['1', '2']]], faults: ['3 utf-8'] });
    const ndjson = await read('application/x-ndjson', `{"cells":["1"]}\n{"cells":["${unread}"]}\n`);
    expect(ndjson).toEqual({ rows: [[1, ['1']]], faults: ['2 utf-8'] });
  });
});
