import type { Type } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { StartProblems } from '../start/start-problems';
import type { DoorConfig } from './door.config';
import { settingsOf, variablesOf, type SettingDefinition } from './setting';
import { givenText, isUnreadable, type Environment } from './setting-text';
import { unknownKeys } from './unknown-keys';

export type { Environment } from './setting-text';

/**
 * Parses a config class from an environment. Throws `StartProblems` with every problem at once; values of secrets are never shown.
 * With `settings` only those are read and judged, for who needs a part of what a service needs.
 */
export function parseConfig<C extends DoorConfig>(
  config: Type<C>,
  environment: Environment,
  settings: readonly SettingDefinition[] = settingsOf(config),
): C {
  const parsed = new config();
  const problems = unknownKeys(environment, settings.flatMap(variablesOf));
  const read = settings.filter((setting) => {
    const problem = assign(parsed as unknown as Record<string, unknown>, setting, environment);
    if (problem !== undefined) problems.push(problem);
    return problem === undefined;
  });
  problems.push(...brokenRules(parsed, read), ...parsed.contradictions());
  if (problems.length > 0) throw new StartProblems(problems);
  return Object.freeze(parsed);
}

function assign(
  parsed: Record<string, unknown>,
  setting: SettingDefinition,
  environment: Environment,
): string | undefined {
  const value = givenText(setting, environment);
  if (value === undefined) {
    if (setting.default === undefined && setting.optional !== true) return `${setting.key} is missing: ${setting.doc}`;
    parsed[setting.property] = setting.default;
    return undefined;
  }
  if (isUnreadable(value)) {
    // Given, though not known: rules that ask whether it is there must not say that it is missing.
    parsed[setting.property] = '';
    return value.problem;
  }
  const read = READERS[setting.kind](value);
  if (read === undefined) return `${setting.key} must be ${WORDS[setting.kind]}${shown(setting, value)}`;
  parsed[setting.property] = read;
  return undefined;
}

const WORDS = { text: 'a text', number: 'a number', flag: 'true or false', list: 'a list, comma separated' };

const READERS: Record<SettingDefinition['kind'], (text: string) => unknown> = {
  text: (text) => text,
  number: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
  flag: (text) => ({ true: true, 1: true, false: false, 0: false })[text.toLowerCase()],
  list: (text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
};

function brokenRules(parsed: object, settings: readonly SettingDefinition[]): string[] {
  const broken = validateSync(parsed, { forbidUnknownValues: false });
  return settings.flatMap((setting) => {
    const rules = broken.find(({ property }) => property === setting.property)?.constraints ?? {};
    const value = (parsed as Record<string, unknown>)[setting.property];
    return Object.values(rules).map(
      (rule) => `${setting.key} ${sentence(rule, setting.property)}${shown(setting, value)}`,
    );
  });
}

function sentence(rule: string, property: string): string {
  return rule.replace(`each value in ${property}`, 'each entry').replace(`${property} `, '');
}

function shown({ secret, file }: SettingDefinition, value: unknown): string {
  return secret === true || file === true ? '' : `, not ${JSON.stringify(value)}`;
}
