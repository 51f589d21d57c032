import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { appNames, STAND_IN } from './apps';
import { manifestsIn } from './manifests';
import { faultsOf } from './rules';

/** `npm run cluster:check`: builds every overlay with kubectl and applies the rules of the manifests to what comes out. */
function main(): void {
  const overlays = join(workspaceRoot(), 'k8s/overlays');
  const faults = readdirSync(overlays).flatMap((name) => checkOverlay(name, join(overlays, name)));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

function checkOverlay(name: string, folder: string): string[] {
  const { stdout, stderr, error, status } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  if (error !== undefined) throw new Error('kubectl was not found: install it (any version from 1.27) and try again.');
  if (status !== 0) return [`${name}: does not build: ${stderr.trim()}`];
  const manifests = manifestsIn(stdout);
  const runs = (app: string) => manifests.some(({ kind, metadata }) => kind === 'Deployment' && metadata.name === app);
  const apps = appNames().filter((app) => app !== STAND_IN || runs(app));
  const faults = apps.flatMap((app) => faultsOf(app, manifests)).map((fault) => `${name}: ${fault}`);
  if (name === 'production' && runs(STAND_IN)) faults.push(`${name}: the ${STAND_IN} has no place here`);
  if (faults.length === 0) console.log(`${name}: ${manifests.length} objects, ${apps.length} services, all rules kept`);
  return faults;
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
