import { Command } from 'commander';
import { acting, type Desk } from '../acting';
import { EXIT } from '../exit';
import { paint } from '../say';
import { operations, OWN_SERVICES } from '../services';
import { ownVersions, type Versions } from '../own-versions';
import type { Finding } from '../finding';

interface Health {
  readonly status: string;
  readonly phase: string;
  readonly warnings: readonly string[];
  readonly uptimeSeconds: number;
  readonly parts: Readonly<Record<string, { readonly ok: boolean; readonly details?: object }>>;
  readonly calls: readonly { readonly call: string; readonly state: string }[];
}

/** Everything that a person looks at first when something is wrong. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'looks at versions, connections, what services check at their start, their health; exit status 1 on a problem',
    )
    .option('--no-backends', 'only ask the services, not Kafka and MongoDB')
    .action(acting<{ backends: boolean }>(examine));
}

async function examine(desk: Desk<{ backends: boolean }>) {
  const { about, backends } = desk.options.backends ? await lookAtBackends() : { about: ownVersions(), backends: [] };
  const services = await serviceFindings(desk);
  const findings = [...backends, ...services];
  desk.say.show({ versions: about, findings }, () => text(about, findings));
  return findings.some(({ level }) => level === 'problem') ? EXIT.found : EXIT.done;
}

/** Loaded only when it is needed: it brings the whole platform along. */
async function lookAtBackends() {
  const { backendConfig } = require('../backend-config') as typeof import('../backend-config');
  const { backendFindings, allVersions } = require('../backends') as typeof import('../backends');
  const config = backendConfig();
  return { about: await allVersions(config), backends: await backendFindings(config) };
}

async function serviceFindings({ door }: Desk<object>): Promise<Finding[]> {
  try {
    await door.get('/health');
  } catch (error) {
    return [{ what: 'gateway', level: 'problem', text: (error as Error).message }];
  }
  const found = await Promise.all(OWN_SERVICES.map((service) => healthOf(door, service)));
  return [{ what: 'gateway', level: 'ok', text: `answers at ${door.url}` }, ...found.flat()];
}

async function healthOf(door: Desk<object>['door'], service: string): Promise<Finding[]> {
  try {
    const health = await door.get<Health>(`/services/${service}/health`);
    const { parked, deadLetters } = await door.get<{ parked: number; deadLetters: number }>(
      operations(service, 'progress'),
    );
    return [...partFindings(service, health), ...countFindings(service, { parked, 'dead letters': deadLetters })];
  } catch (error) {
    return [{ what: service, level: 'problem', text: (error as Error).message }];
  }
}

function partFindings(what: string, { phase, status, parts, calls, warnings, uptimeSeconds }: Health): Finding[] {
  const ill = Object.entries(parts).filter(([, { ok }]) => !ok);
  const open = calls.filter(({ state }) => state !== 'closed');
  const found: Finding[] = [
    ...ill.map(([part, { details }]): Finding => ({
      what,
      level: 'problem',
      text: `${part} is not well ${JSON.stringify(details ?? {})}`,
    })),
    ...open.map(({ call, state }): Finding => ({ what, level: 'warning', text: `the breaker of ${call} is ${state}` })),
    ...warnings.map((text): Finding => ({ what, level: 'warning', text })),
  ];
  if (phase !== 'running') found.unshift({ what, level: 'problem', text: `is ${phase}` });
  if (ill.length > 0 || phase !== 'running') return found;
  return [{ what, level: 'ok', text: `${status}, up for ${uptimeSeconds} s` }, ...found];
}

function countFindings(what: string, counts: Readonly<Record<string, number>>): Finding[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({ what, level: 'warning', text: `${count} ${name}` }));
}

const MARKS = {
  ok: paint('green', 'ok     '),
  warning: paint('yellow', 'warning'),
  problem: paint('red', 'PROBLEM'),
} as const;

function text({ entrepot, node, mongodb, brokers }: Versions, findings: readonly Finding[]): string {
  const backends = [mongodb && `MongoDB ${mongodb}`, brokers && `${brokers} Kafka broker${brokers === 1 ? '' : 's'}`];
  const head = [`Entrepot ${entrepot}`, `Node ${node}`, ...backends.filter((part) => part)].join(', ');
  const lines = findings.map(({ what, level, text: said }) => `${MARKS[level]}  ${what.padEnd(11)}  ${said}`);
  return [paint('bold', head), ...lines].join('\n');
}
