import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '@entrepot/kernel';
import type { LineFile } from './line-file';
import { isUnread, NOT_UTF8 } from './unread';

/** Lines read in one go before others get their turn. */
const LINES_A_TURN = 500;

/** Reads JSON lines (https://jsonlines.org): an object a line, empty lines are skipped. */
export async function readNdjson(text: string, { limit, faults, take }: LineFile): Promise<void> {
  let count = 0;
  for (const { line, raw } of filledLines(text)) {
    count += 1;
    if (count > limit) throw new DomainError('import.too-long', { limit });
    if (count % LINES_A_TURN === 0) await nextTurn();
    const value = parsed(raw);
    if (isUnread(raw)) faults.add(line, '', 'utf-8', NOT_UTF8);
    else if (value === undefined) faults.add(line, '', 'json', 'is not a JSON object');
    else take(line, value);
  }
  if (count === 0) throw new DomainError('import.empty');
}

function* filledLines(text: string): Generator<{ line: number; raw: string }> {
  let line = 0;
  for (const raw of linesOf(text)) {
    line += 1;
    if (raw.trim() !== '') yield { line, raw };
  }
}

function* linesOf(text: string): Generator<string> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield end === -1 ? text.slice(start) : text.slice(start, end);
    if (end === -1) return;
    start = end + 1;
  }
}

function parsed(raw: string): object | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
