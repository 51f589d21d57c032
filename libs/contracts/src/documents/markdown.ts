/** A row of a table: the texts of its cells. */
export type Row = readonly string[];

/** A page of a title, paragraphs and parts, in the form that the formatter gives it. */
export function page(title: string, parts: readonly string[]): string {
  return `${[`# ${title}`, ...parts].join('\n\n')}\n`;
}

/** A table with as much room in every column as its longest cell needs. */
export function table(head: Row, rows: readonly Row[]): string {
  const cells = [head, ...rows.map((row) => row.map(inCell))];
  const widths = head.map((_, at) => Math.max(3, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: Row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [first = head, ...rest] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

export const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** Signs that would end the cell, or be taken for a tag. */
function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/<(?=\w)/g, '\\<');
}
