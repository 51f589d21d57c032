import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { DoorConfig } from '@entrepot/platform';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';

/** Plays other companies: it has no place in production. */
export const STAND_IN = 'sandbox';

/** Every app that the image can run. */
export function appNames(): string[] {
  const apps = join(workspaceRoot(), 'apps');
  return readdirSync(apps).filter((name) => existsSync(join(apps, name, 'src/main.ts')));
}

/** The config class of an app, found by the name of its file: `<app>.config`, beside this file's own root, compiled or not. */
export function configOf(app: string): Type<DoorConfig> {
  return classOf(app, 'config') as Type<DoorConfig>;
}

/** The module of an app, found in the same way. */
export function moduleOf(app: string): Type {
  return classOf(app, 'module');
}

function classOf(app: string, kind: 'config' | 'module'): Type {
  const found = require(join(__dirname, '../../apps', app, 'src', `${app}.${kind}`)) as Record<string, unknown>;
  const named = Object.entries(found).find(([name]) => name.toLowerCase() === `${app}${kind}`)?.[1];
  if (named === undefined) throw new Error(`apps/${app}/src/${app}.${kind}.ts has no class named after the app`);
  return named as Type;
}
