import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import backendSetup from './backend-setup';
import { offerSharedSystem } from './shared-system';

/** Journeys run the compiled services: brings dist/ up to date, then provides Kafka, mongod and, on demand, a system to share. */
export default async function systemSetup(): Promise<void> {
  const cwd = workspaceRoot();
  const build = spawnSync(process.execPath, [join(cwd, 'tools/run.mjs'), 'build'], { cwd, stdio: 'inherit' });
  if (build.status !== 0) throw new Error('the services could not be compiled: see the message above');
  await backendSetup();
  await offerSharedSystem();
}
