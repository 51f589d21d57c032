import { Gauge } from 'prom-client';

const masterKeys = new Gauge({
  name: 'entrepot_master_key',
  help: '1 for each master key that the process has, by its id; wraps: of the newest one, opens: of the others',
  labelNames: ['key', 'role'],
});

/** Says which master keys this process has, the newest first. */
export function tellMasterKeys(ids: readonly string[]): void {
  masterKeys.reset();
  ids.forEach((key, index) => masterKeys.set({ key, role: index === 0 ? 'wraps' : 'opens' }, 1));
}
