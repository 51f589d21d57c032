import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startSystem, type RunningSystem, type Say, type SystemOptions } from '@entrepot/testing';
import { stateFolder } from '../../../libs/testing/src/workspace/root';
import { targetOf, type Target } from '../../system-for-tool';

export interface Ground {
  readonly system: RunningSystem;
  readonly target: Target;
  /** With the services' logs, and the data of the servers. */
  readonly folder: string;
}

/** A folder of its own for the data of a drill, removed when the work is done well; left for a look when it fails. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(stateFolder(), { recursive: true });
  const folder = mkdtempSync(join(stateFolder(), 'drill-'));
  const result = await work(folder);
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** A whole system of real processes with its own servers, which ends with the work. */
export async function withGround<T>(
  options: Omit<SystemOptions, 'dataDir'> & { readonly say: Say },
  work: (ground: Ground) => Promise<T>,
): Promise<T> {
  return withFolder((folder) => onGround({ ...options, dataDir: folder }, work));
}

/** The same in a folder that is there already. */
export async function onGround<T>(options: SystemOptions, work: (ground: Ground) => Promise<T>): Promise<T> {
  const system = await startSystem(options);
  try {
    return await work({ system, target: targetOf(system), folder: options.dataDir });
  } finally {
    await system.stop();
  }
}
