import { settingsOf, type SettingDefinition } from '@entrepot/platform';
import { appNames, configOf } from '../cluster/apps';
import { code, page, table, type Row } from '@entrepot/contracts/documents';
import { GENERATED } from './generated';
import { formOf, type ConfigClass } from './form';

const ABOUT =
  'Everything that a process is told, by environment variables. A secret `X` may come from a file instead: `X_FILE` names it. A process that lacks ' +
  'a required setting, or is told a wrong one, ends at its start with a sentence for each.';

/** docs/config.md: the settings of every service; those of several services once. */
export function configPage(): string {
  const told = appNames().map((app) => ({ app, settings: rowsOf(configOf(app)) }));
  const readers = new Map<string, string[]>();
  const rows = new Map<string, Row>();
  for (const { app, settings } of told) {
    for (const row of settings) {
      const text = textOf(row);
      rows.set(text, row);
      readers.set(text, [...(readers.get(text) ?? []), app]);
    }
  }
  const readBy = (text: string) => readers.get(text) ?? [];
  const shared = [...rows].filter(([text]) => readBy(text).length > 1);
  const several = shared.map(([text, row]) => [...row, readersText(readBy(text))]);
  const own = told.flatMap(({ app, settings }) => {
    const only = settings.filter((row) => readBy(textOf(row)).length === 1);
    return only.length === 0 ? [] : [`## ${app}`, table(HEAD, sorted(only))];
  });
  return page('Settings', [GENERATED, ABOUT, '## Several services', table([...HEAD, 'Who'], sorted(several)), ...own]);
}

const HEAD = ['Variable', 'Kind', 'Default', 'What'];

const rowsOf = (config: ConfigClass): Row[] => settingsOf(config).map((setting) => rowOf(config, setting));

function rowOf(config: ConfigClass, setting: SettingDefinition): Row {
  return [code(setting.key), formOf(config, setting), standardOf(setting), setting.doc];
}

function standardOf({ secret, optional, default: standard }: SettingDefinition): string {
  if (standard !== undefined) return code(Array.isArray(standard) ? standard.join(',') : String(standard));
  const needed = optional === true ? 'none' : 'required';
  return secret === true ? `${needed}, secret` : needed;
}

function readersText(readers: readonly string[]): string {
  return readers.length === appNames().length ? 'all' : readers.join(', ');
}

/** The same variable may mean something else to another service. */
function textOf(row: Row): string {
  return row.join('\n');
}

function sorted(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => (one.join() < other.join() ? -1 : 1));
}
