import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'papaparse';

/** One line of an Olist table; every value is the text that stands in the file. */
export type Row = Readonly<Record<string, string>>;

export interface OlistTables {
  readonly orders: readonly Row[];
  readonly items: readonly Row[];
  readonly payments: readonly Row[];
  readonly products: readonly Row[];
  readonly sellers: readonly Row[];
  readonly customers: readonly Row[];
  readonly geo: readonly Row[];
  readonly categories: readonly Row[];
}

async function table(folder: string, name: string): Promise<Row[]> {
  const file = join(folder, `${name}.csv.gz`);
  const packed = await readFile(file).catch(() => {
    throw new Error(`${file} is missing: give the folder that holds the Olist tables as .csv.gz files.`);
  });
  const text = gunzipSync(packed)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const parsed = parse<Row>(text, { header: true, skipEmptyLines: true });
  const [problem] = parsed.errors;
  if (problem) throw new Error(`${file}, line ${(problem.row ?? 0) + 2}: ${problem.message}`);
  return parsed.data;
}

/** Reads the Olist tables (public data set of Brazilian orders, CC BY-NC-SA 4.0) from a folder of gzipped CSV files. */
export async function readTables(folder: string): Promise<OlistTables> {
  const names = ['orders', 'items', 'payments', 'products', 'sellers', 'customers', 'geo', 'categories'] as const;
  const tables = await Promise.all(names.map((name) => table(folder, name)));
  return Object.fromEntries(names.map((name, index) => [name, tables[index]])) as unknown as OlistTables;
}

/** Groups rows by a column, keeping their order. */
export function groupBy(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row[column] ?? '';
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Indexes rows by a column that is unique. */
export function indexBy(rows: readonly Row[], column: string): Map<string, Row> {
  return new Map(rows.map((row) => [row[column] ?? '', row]));
}
