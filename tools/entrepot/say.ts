import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];
type Cell = string | number | undefined;

/** Colours, unless NO_COLOR is set or nobody looks: node:util knows both. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** What commands tell: one JSON document with `--json`, else text for people. */
export class Say {
  constructor(readonly json: boolean) {}

  /** The result of the command. */
  show(data: unknown, text: () => string): void {
    console.log(this.json ? JSON.stringify(data, null, 2) : text());
  }

  /** What goes on meanwhile; on standard error, so that the result stays clean. */
  note(line: string): void {
    if (!this.json) console.error(line);
  }

  /** That the result is not all there is; on standard error with `--json` too, where nothing else would tell it. */
  warn(line: string): void {
    console.error(`entrepot: ${line}`);
  }
}

/** What others wrote, without what would move the cursor or colour the terminal of who looks: such characters are shown by their names. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => {
    const known = JSON.stringify(control).slice(1, -1);
    return known === control ? `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}` : known;
  });
}

/** Columns under a heading; a column of numbers is set to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], otherwise = 'none'): string {
  if (rows.length === 0) return otherwise;
  const right = head.map((_, at) => rows.every((row) => typeof row[at] === 'number' || row[at] === undefined));
  const texts = rows.map((row) => head.map((_, at) => plain(String(row[at] ?? '-'))));
  const widths = head.map((name, at) => Math.max(name.length, ...texts.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (right[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd();
  return [paint('bold', line(head)), ...texts.map(line)].join('\n');
}

/** `2026-01-31T08:00:00Z` as `3 h`: how long ago. */
export function ageOf(since: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} d`;
}
