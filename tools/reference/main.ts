import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { referencePages } from './pages';

new Command('npm run reference')
  .description('Writes the tables of error codes, settings and metrics, and the scripts of rights.')
  .parse();

for (const [path, text] of referencePages()) {
  writeFileSync(join(workspaceRoot(), path), text);
  console.log(`${path}: ${text.split('\n').length - 1} lines`);
}
