import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';

/** Set-up and tear-down are two modules to jest; what was started is handed over on the process. */
const shared = globalThis as { entrepotSharedSystem?: ChildProcess };

/** Starts the process that starts a whole system once a spec asks for it; specs find it by `E2E_SHARED_SYSTEM`. */
export async function offerSharedSystem(): Promise<void> {
  const preload = join(workspaceRoot(), 'libs/testing/src/process/die-with-parent.cjs');
  const flags = ['--enable-source-maps', '--disable-warning=TimeoutNegativeWarning', '--require', preload];
  // A group of its own: Ctrl-C reaches only jest, with which it ends.
  const child = fork(join(workspaceRoot(), 'dist/e2e/support/shared-system/main.js'), {
    execArgv: flags,
    detached: true,
  });
  shared.entrepotSharedSystem = child;
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the process for the shared system ended')));
  const [url] = (await Promise.race([once(child, 'message'), ended])) as [string];
  ended.catch(() => undefined);
  process.env['E2E_SHARED_SYSTEM'] = url;
}

export async function stopSharedSystem(): Promise<void> {
  const child = shared.entrepotSharedSystem;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
