import { settingsOf, variablesOf } from '@entrepot/platform';
import { appNames, configOf } from '../cluster/apps';

/** Every variable that some service reads. */
export function knownSettings(): ReadonlySet<string> {
  return new Set(appNames().flatMap((app) => settingsOf(configOf(app)).flatMap(variablesOf)));
}
