import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { referencePages } from './pages';

/** `npm run reference` writes the tables of error codes, settings and metrics, and the scripts of rights. */
for (const [path, text] of referencePages()) {
  writeFileSync(join(workspaceRoot(), path), text);
  console.log(`${path}: ${text.split('\n').length - 1} lines`);
}
