import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '@entrepot/kernel';
import { parse, type ParseStepResult } from 'papaparse';
import type { ImportFact } from '../domain/import-facts';
import type { LineFaults } from '../domain/line-faults';
import { checkedFact } from './checked-lines';
import { fieldsOf, isColumn } from './csv-columns';
import { MAX_LINES } from './import-limits';

const CHARACTERS_A_TURN = 64 * 1024;

/**
 * Reads CSV (RFC 4180; comma, semicolon or tab, found out from the header): the first row names the columns, in any
 * order. A row may span lines where a cell is quoted; faults name the line in which the row begins.
 */
export async function readCsv(text: string, faults: LineFaults): Promise<ImportFact[]> {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const table = new CsvTable(content, faults);
  await new Promise<void>((resolve, reject) => {
    parse<string[]>(Readable.from(slices(content), { encoding: 'utf8' }), {
      delimiter: delimiterOf(content),
      step: (row, parser) => {
        if (!table.take(row)) parser.abort();
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  return table.finish();
}

/** The file in parts, so that others get their turn while a long one is read. */
async function* slices(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += CHARACTERS_A_TURN) {
    yield text.slice(start, start + CHARACTERS_A_TURN);
    await nextTurn();
  }
}

function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

/** The rows of a file as they come. */
class CsvTable {
  private readonly facts: ImportFact[] = [];
  private header?: readonly string[];
  private line = 1;
  private read = 0;
  private rows = 0;

  constructor(
    private readonly text: string,
    private readonly faults: LineFaults,
  ) {}

  /** False: stop reading. */
  take({ data: cells, errors, meta }: ParseStepResult<string[]>): boolean {
    const line = this.line;
    this.moveTo(meta.cursor);
    const broken = errors.filter(({ type }) => type === 'Quotes');
    for (const { message } of broken) this.faults.add(line, '', 'quotes', message);
    if (broken.length > 0 || cells.every((cell) => cell.trim() === '')) return true;
    if (this.header === undefined) return this.takeHeader(cells.map((cell) => cell.trim()));
    this.rows += 1;
    if (this.rows <= MAX_LINES) this.takeRow(line, this.header, cells);
    return this.rows <= MAX_LINES;
  }

  finish(): ImportFact[] {
    if (this.rows > MAX_LINES) throw new DomainError('import.too-long', { limit: MAX_LINES });
    this.faults.refuseAny();
    if (this.rows === 0) throw new DomainError('import.empty');
    return this.facts;
  }

  private takeHeader(names: readonly string[]): boolean {
    this.header = names;
    const unknown = names.filter((name, index) => !isColumn(name) || names.indexOf(name) !== index);
    for (const name of unknown) this.faults.add(1, name.slice(0, 64), 'column', 'no such column, or named twice');
    if (!names.includes('productId')) this.faults.add(1, 'productId', 'required', 'the column productId is missing');
    return unknown.length === 0 && names.includes('productId');
  }

  private takeRow(line: number, header: readonly string[], cells: readonly string[]): void {
    if (cells.length !== header.length) {
      this.faults.add(line, '', 'columns', `has ${cells.length} cells, the header has ${header.length}`);
      return;
    }
    const fact = checkedFact(line, fieldsOf(header, cells), this.faults);
    if (fact !== undefined) this.facts.push(fact);
  }

  /** Counts the line ends up to where the parser stands. */
  private moveTo(cursor: number): void {
    for (let at = this.text.indexOf('\n', this.read); at !== -1 && at < cursor; at = this.text.indexOf('\n', at + 1)) {
      this.line += 1;
    }
    this.read = cursor;
  }
}
