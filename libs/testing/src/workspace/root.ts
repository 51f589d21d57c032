import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The root of the workspace, the same from the sources and from what was compiled to dist/. */
export function workspaceRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'nx.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('nx.json was not found above this file: is this a checkout of the workspace?');
    folder = parent;
  }
  return folder;
}

/** What belongs to this checkout and not to its history: run files, logs, secrets made at the first start. */
export const stateFolder = (...parts: string[]): string => join(workspaceRoot(), '.entrepot', ...parts);
