import { spawnSync } from 'node:child_process';
import { appNames, STAND_IN } from './apps';
import { manifestsIn } from './manifests';
import { faultsOf } from './rules';

export interface Checked {
  readonly objects: number;
  readonly services: number;
  /** One sentence each. */
  readonly faults: readonly string[];
}

/** Whether this machine has kubectl, which is all that builds an overlay as a cluster would. */
export function hasKubectl(): boolean {
  return spawnSync('kubectl', ['version', '--client']).status === 0;
}

/** Builds an overlay and applies the rules of the manifests to what comes out. Throws where there is no kubectl. */
export function checkOverlay(name: string, folder: string): Checked {
  const { stdout, stderr, error, status } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  if (error !== undefined) throw new Error('kubectl was not found: install it (any version from 1.27) and try again.');
  if (status !== 0) return { objects: 0, services: 0, faults: [`does not build: ${stderr.trim()}`] };
  const manifests = manifestsIn(stdout);
  const runs = (app: string) => manifests.some(({ kind, metadata }) => kind === 'Deployment' && metadata.name === app);
  const apps = appNames().filter((app) => app !== STAND_IN || runs(app));
  const faults = apps.flatMap((app) => faultsOf(app, manifests));
  if (name === 'production' && runs(STAND_IN)) faults.push(`the ${STAND_IN} has no place here`);
  return { objects: manifests.length, services: apps.length, faults };
}
