import { readFileSync } from 'node:fs';
import { fileVariable, type SettingDefinition } from './setting';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is given by something that cannot be read. */
export interface Unreadable {
  readonly problem: string;
}

/** What a setting is given, from the variable or from a file; undefined where it is not given, or empty. */
export function givenText(setting: SettingDefinition, environment: Environment): string | Unreadable | undefined {
  const own = filled(environment[setting.key]);
  if (setting.file === true) return own === undefined ? undefined : contentOf(setting.key, own);
  const variable = fileVariable(setting.key);
  const path = setting.secret === true ? filled(environment[variable]) : undefined;
  if (path === undefined) return own;
  if (own !== undefined) return { problem: `${setting.key} and ${variable} are both given: keep one` };
  return contentOf(variable, path);
}

export function isUnreadable(value: string | Unreadable): value is Unreadable {
  return typeof value !== 'string';
}

function contentOf(variable: string, path: string): string | Unreadable {
  try {
    return filled(readFileSync(path, 'utf8')) ?? { problem: `${variable} names an empty file: ${path}` };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { problem: `${variable} names a file that cannot be read: ${path} (${code})` };
  }
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}
