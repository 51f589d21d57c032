import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../libs/testing/src/workspace/root';

/** `npm run format`: writes every file the way prettier wants it. */
const cwd = workspaceRoot();
const prettier = join(cwd, 'node_modules/prettier/bin/prettier.cjs');
const { status } = spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', '.'], {
  cwd,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
