import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Where a function stands, as a CPU profile says it: lines and columns from 0. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

interface Mark {
  readonly line: number;
  readonly column: number;
  readonly package: string;
}

type Finder = (frame: CallFrame) => string | undefined;

/** A bundle of packages names every module where it begins, by its path. */
const MODULE = /"node_modules\/((?:@[^/"]+\/)?[^/"]+)\/[^"]*"\(/g;
const INSTALLED = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const OURS = /(?:libs|apps)\/([^/]+)\/src\/(?:([^/]+)\/)?/;

/** Tells which part of the system a function belongs to: a room of a library (`messaging/lanes`) or service, or a package. */
export class Places {
  private readonly finders = new Map<string, Finder>();

  /** Undefined for what belongs to Node itself. */
  partOf(frame: CallFrame): string | undefined {
    const { url } = frame;
    if (url === '' || url.startsWith('node:')) return undefined;
    const finder = this.finders.get(url) ?? finderOf(url.startsWith('file:') ? fileURLToPath(url) : url);
    this.finders.set(url, finder);
    return finder(frame);
  }
}

function finderOf(file: string): Finder {
  const installed = INSTALLED.exec(file)?.[1];
  if (installed !== undefined) return () => installed;
  if (file.endsWith('packages.js')) return byMarks(marksOf(readFileSync(file, 'utf8')));
  if (!existsSync(`${file}.map`)) return () => roomOf(file);
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  return ({ lineNumber, columnNumber }) => {
    const entry = map.findEntry(lineNumber, columnNumber);
    return 'originalSource' in entry ? roomOf(entry.originalSource) : roomOf(file);
  };
}

function roomOf(source: string): string {
  const [, owner, room] = OURS.exec(source) ?? [];
  if (owner !== undefined) return room === undefined ? owner : `${owner}/${room}`;
  return INSTALLED.exec(source)?.[1] ?? 'other';
}

export function marksOf(text: string): Mark[] {
  return text.split('\n').flatMap((content, line) => {
    const found = [...content.matchAll(MODULE)];
    return found.map(({ index, 1: name = '' }) => ({ line, column: index, package: name }));
  });
}

function byMarks(marks: readonly Mark[]): Finder {
  return ({ lineNumber, columnNumber }) => {
    let [low, high] = [0, marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { line, column } = marks[middle]!;
      if (line < lineNumber || (line === lineNumber && column <= columnNumber)) low = middle + 1;
      else high = middle;
    }
    return marks[low - 1]?.package;
  };
}
