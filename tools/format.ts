import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { workspaceRoot } from '../libs/testing/src/workspace/root';

new Command('npm run format').description('Writes every file the way prettier wants it.').parse();

const cwd = workspaceRoot();
const prettier = join(cwd, 'node_modules/prettier/bin/prettier.cjs');
const { status } = spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', '.'], {
  cwd,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
