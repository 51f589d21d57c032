import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';

/** What is what; absent where nobody answers. */
export interface Versions {
  readonly entrepot: string;
  readonly node: string;
  readonly mongodb?: string;
  readonly brokers?: number;
}

/** Of the program itself. */
export function ownVersions(): Versions {
  const { version } = JSON.parse(readFileSync(join(workspaceRoot(), 'package.json'), 'utf8')) as { version: string };
  return { entrepot: version, node: process.versions.node };
}
