import { settingsOf, type SettingDefinition } from '@entrepot/platform';
import { getMetadataStorage } from 'class-validator';
import { code } from '@entrepot/contracts/documents';

export type ConfigClass = Parameters<typeof settingsOf>[0];

/** Settings are named after their unit. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/_MS(_OF)?$/, 'milliseconds'],
  [/_SECONDS$/, 'seconds'],
  [/_MINUTES$/, 'minutes'],
  [/_HOURS$/, 'hours'],
  [/_DAYS$/, 'days'],
];

/** What a setting may be, by the type of its property and the rules beside it: `whole number, 10 to 60000, milliseconds`. */
export function formOf(config: ConfigClass, { key, property, kind, file }: SettingDefinition): string {
  if (file === true || key.endsWith('_FILE')) return 'file';
  const rules = rulesOf(config, property);
  const words = rules.get('isIn')?.[0] as readonly unknown[] | undefined;
  if (words !== undefined) return words.map((word) => code(String(word))).join(', ');
  if (kind === 'flag') return '`true` or `false`';
  if (rules.has('isUrl')) return 'address';
  if (kind !== 'number') return kind;
  const unit = UNITS.find(([ending]) => ending.test(key))?.[1];
  const parts = [rules.has('isInt') ? 'whole number' : 'number', limits(rules), unit];
  return parts.filter((part) => part !== undefined).join(', ');
}

type Rules = ReadonlyMap<string, readonly unknown[]>;

function limits(rules: Rules): string | undefined {
  const [least] = rules.get('min') ?? [];
  const [most] = rules.get('max') ?? [];
  if (least === undefined && most === undefined) return undefined;
  if (most === undefined) return `${String(least)} or more`;
  return least === undefined ? `${String(most)} or less` : `${String(least)} to ${String(most)}`;
}

/** The rules of class-validator at a property, with what they were given; inherited ones too. */
function rulesOf(config: ConfigClass, property: string): Rules {
  const all = getMetadataStorage().getTargetValidationMetadatas(config, '', false, false);
  const own = all.filter(({ propertyName }) => propertyName === property);
  return new Map(own.map(({ name, constraints }) => [name ?? '', (constraints ?? []) as readonly unknown[]]));
}
