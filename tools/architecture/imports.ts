import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Which files each file loads at run time; `import type` is erased and does not count. Paths are relative to the root. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;

export function sourcesBelow(root: string, areas: readonly string[]): string[] {
  return areas.flatMap((area) => {
    const folder = join(root, area);
    if (!existsSync(folder)) return [];
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return entries
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .map((name) => join(area, name));
  });
}

export function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map((match) => match[1] ?? '');
}

export function importGraph(root: string, files: readonly string[]): ImportGraph {
  const known = new Set(files);
  const edges = (file: string) => {
    const source = readFileSync(join(root, file), 'utf8');
    const targets = importsOf(source).map((specifier) => targetOf(root, file, specifier));
    return targets.filter((target): target is string => target !== undefined && known.has(target));
  };
  return new Map(files.map((file) => [file, edges(file)]));
}

function targetOf(root: string, file: string, specifier: string): string | undefined {
  const [, lib, part = ''] = /^@entrepot\/([a-z]+)(?:\/([a-z]+))?$/.exec(specifier) ?? [];
  if (lib) return join('libs', lib, 'src', part, 'index.ts');
  if (!specifier.startsWith('.')) return undefined;
  const base = relative(root, resolve(root, dirname(file), specifier));
  return [base, `${base}.ts`, join(base, 'index.ts')].find(
    (path) => path.endsWith('.ts') && existsSync(join(root, path)),
  );
}

/** The first way found from a file back to itself, or undefined. */
export function findCycle(graph: ImportGraph): string[] | undefined {
  const finished = new Set<string>();
  for (const start of graph.keys()) {
    const cycle = cycleFrom(graph, start, { finished, path: [] });
    if (cycle) return cycle;
  }
  return undefined;
}

interface Walk {
  readonly finished: Set<string>;
  readonly path: string[];
}

function cycleFrom(graph: ImportGraph, file: string, walk: Walk): string[] | undefined {
  if (walk.finished.has(file)) return undefined;
  const seenAt = walk.path.indexOf(file);
  if (seenAt >= 0) return [...walk.path.slice(seenAt), file];
  walk.path.push(file);
  for (const next of graph.get(file) ?? []) {
    const cycle = cycleFrom(graph, next, walk);
    if (cycle) return cycle;
  }
  walk.path.pop();
  walk.finished.add(file);
  return undefined;
}
