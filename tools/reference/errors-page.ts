import { eventstoreErrors } from '@entrepot/eventstore';
import type { ErrorRegistry } from '@entrepot/kernel';
import { operationsErrors } from '@entrepot/platform';
import { doorErrors } from '../../libs/platform/src/http/platform-errors';
import { STATUS_OF_KIND } from '../../libs/platform/src/http/problem';
import { definitionOf } from '../../libs/platform/src/start/launch.module';
import { appNames, moduleOf } from '../cluster/apps';
import { code, page, table, type Row } from '@entrepot/contracts/documents';
import { GENERATED } from './generated';

const ABOUT =
  'Every refusal is `application/problem+json` with one of these codes in `code`; words in braces are filled in. Clients may rely on codes and ' +
  'statuses, not on the wording.';

/** docs/errors.md: every code that an answer may carry, with its status and what it says. */
export function errorsPage(): string {
  const door = Object.entries(doorErrors).map(([name, { status, message }]) => [code(name), String(status), message]);
  const everywhere = [...door, ...rowsOf(eventstoreErrors), ...rowsOf(operationsErrors)];
  const own = appNames().flatMap((app) => {
    const rows = rowsOf(definitionOf(moduleOf(app)).errors);
    return rows.length === 0 ? [] : [`## ${app}`, tableOf(rows)];
  });
  return page('Errors', [GENERATED, ABOUT, '## Every service', tableOf(everywhere), ...own]);
}

function rowsOf(registry: ErrorRegistry): Row[] {
  return Object.entries(registry).map(([name, { kind, message }]) => [code(name), String(STATUS_OF_KIND[kind]), message]); // prettier-ignore
}

function tableOf(rows: readonly Row[]): string {
  const sorted = [...rows].sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return table(['Code', 'Status', 'Says'], sorted);
}
