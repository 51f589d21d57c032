import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '@entrepot/kernel';
import { parse, type ParseStepResult } from 'papaparse';
import type { LineFile } from './line-file';
import { isUnread, NOT_UTF8 } from './unread';

const CHARACTERS_A_TURN = 64 * 1024;

/**
 * Reads CSV (RFC 4180; comma, semicolon or tab, found out from the header): the first row names the columns, in any
 * order. A row may span lines where a cell is quoted; faults name the line in which the row begins.
 */
export async function readCsv(text: string, file: LineFile): Promise<void> {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const table = new CsvTable(content, file);
  await new Promise<void>((resolve, reject) => {
    parse<string[]>(Readable.from(slices(content), { encoding: 'utf8' }), {
      delimiter: delimiterOf(content),
      // Left to itself the parser takes a part that ends between \r and \n for a file whose lines end with \r.
      newline: lineEndOf(content),
      step: (row, parser) => {
        if (!table.take(row)) parser.abort();
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  table.finish();
}

/** The file in parts, so that others get their turn while a long one is read. */
async function* slices(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += CHARACTERS_A_TURN) {
    yield text.slice(start, start + CHARACTERS_A_TURN);
    await nextTurn();
  }
}

function delimiterOf(text: string): string {
  const header = /[^\r\n]+/.exec(text)?.[0] ?? '';
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

/** The first one that stands in no quotes. */
function lineEndOf(text: string): '\r\n' | '\r' | '\n' {
  const start = text.slice(0, CHARACTERS_A_TURN);
  const [end = '\n'] = /\r\n|\r|\n/.exec(start.replace(/"[^"]*"/g, '')) ?? [];
  return end as '\r\n' | '\r' | '\n';
}

/** The rows of a file as they come. */
class CsvTable {
  private header?: readonly string[];
  private line = 1;
  private read = 0;
  private rows = 0;
  private isBroken = false;

  constructor(
    private readonly text: string,
    private readonly file: LineFile,
  ) {}

  /** False: stop reading. */
  take({ data: cells, errors, meta }: ParseStepResult<string[]>): boolean {
    const line = this.line;
    this.moveTo(meta.cursor, meta.linebreak === '\r' ? '\r' : '\n');
    const broken = errors.filter(({ type }) => type === 'Quotes');
    for (const { message } of broken) this.fault(line, '', 'quotes', message);
    if (broken.length > 0 || cells.every((cell) => cell.trim() === '')) return true;
    if (this.header === undefined) return this.takeHeader(cells.map((cell) => cell.trim()));
    this.rows += 1;
    const { limit } = this.file;
    if (this.rows <= limit) this.takeRow(line, this.header, cells);
    return this.rows <= limit;
  }

  finish(): void {
    const { limit } = this.file;
    if (this.rows > limit) throw new DomainError('import.too-long', { limit });
    if (this.rows === 0 && !this.isBroken) throw new DomainError('import.empty');
  }

  private takeHeader(names: readonly string[]): boolean {
    this.header = names;
    const { isColumn, required } = this.file.csv;
    const unknown = names.filter((name, index) => !isColumn(name) || names.indexOf(name) !== index);
    for (const name of unknown) this.fault(1, name.slice(0, 64), 'column', 'no such column, or named twice');
    const missing = required.filter((name) => !names.includes(name));
    for (const name of missing) this.fault(1, name, 'required', `the column ${name} is missing`);
    return unknown.length === 0 && missing.length === 0;
  }

  private takeRow(line: number, header: readonly string[], cells: readonly string[]): void {
    if (cells.length !== header.length) {
      this.fault(line, '', 'columns', `has ${cells.length} cells, the header has ${header.length}`);
      return;
    }
    if (cells.some(isUnread)) this.fault(line, '', 'utf-8', NOT_UTF8);
    else this.file.take(line, this.file.csv.fieldsOf(header, cells));
  }

  private fault(line: number, field: string, rule: string, message: string): void {
    this.isBroken = true;
    this.file.faults.add(line, field, rule, message);
  }

  /** Counts the line ends up to where the parser stands. */
  private moveTo(cursor: number, end: string): void {
    for (let at = this.text.indexOf(end, this.read); at !== -1 && at < cursor; at = this.text.indexOf(end, at + 1)) {
      this.line += 1;
    }
    this.read = cursor;
  }
}
