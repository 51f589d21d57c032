import type { ImportFact } from '../domain/import-facts';
import type { LineFaults } from '../domain/line-faults';
import { checkedFact } from './checked-lines';
import { LineCount } from './import-limits';

/** Reads JSON lines (https://jsonlines.org): an object a line, empty lines are skipped. */
export async function readNdjson(text: string, faults: LineFaults): Promise<ImportFact[]> {
  const facts: ImportFact[] = [];
  const count = new LineCount();
  let line = 0;
  for (const raw of linesOf(text)) {
    line += 1;
    if (raw.trim() === '') continue;
    await count.next();
    const value = parsed(raw);
    if (value === undefined) faults.add(line, '', 'json', 'is not a JSON object');
    const fact = value && checkedFact(line, value, faults);
    if (fact !== undefined) facts.push(fact);
  }
  count.requireAny();
  return facts;
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
