/** Takes what is wrong in a line; lines count from 1, the header included. */
export interface LineFaultSink {
  add(line: number, field: string, rule: string, message: string): void;
}

/** Which columns a CSV file may have, and how a row becomes fields. */
export interface CsvShape {
  isColumn(name: string): boolean;
  readonly required: readonly string[];
  fieldsOf(header: readonly string[], cells: readonly string[]): object;
}

/** A file of lines that somebody sent, and who takes its lines. */
export interface LineFile {
  readonly csv: CsvShape;
  /** Most lines; more are refused with `import.too-long`. */
  readonly limit: number;
  readonly faults: LineFaultSink;
  /** The fields of a line, unchecked. */
  take(line: number, fields: object): void;
}
