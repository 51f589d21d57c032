import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { settingsOf, variablesOf } from '@entrepot/platform';
import { parseConfig } from '../../libs/platform/src/config/parse-config';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { appNames, configOf } from './apps';

interface ComposeFile {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly command?: readonly string[];
        readonly environment?: Readonly<Record<string, string>>;
        readonly secrets?: readonly string[];
        readonly ports?: readonly string[];
        readonly volumes?: readonly string[];
      }
    >
  >;
}

const docker = join(workspaceRoot(), 'docker');
const fileOf = (name: string) => parse(readFileSync(join(docker, name), 'utf8'), { merge: true }) as ComposeFile;
const { services } = fileOf('services.yaml');
const script = readFileSync(join(docker, 'make-secrets.sh'), 'utf8');
const asked = /\$\{(\w+):\?[^}]*\}/g;

/** What the container is told, secrets made up, with what the image says besides. */
function environmentOf(app: string): Record<string, string> {
  const fill = (value: string) =>
    value.replace(asked, (_, name: string) => (name === 'SANDBOX_KEYS' ? 'merchant:made-up-key' : 'x'.repeat(48)));
  const given = Object.entries(services[app]?.environment ?? {}).map(([key, value]) => [key, fill(value)]);
  return { PORT: '8080', SERVICE_HOST: '0.0.0.0', ...(Object.fromEntries(given) as Record<string, string>) };
}

/** A secret that is mounted is read at the start, and not here. */
const hasFile = (app: string) => 'MASTER_KEY_FILE' in environmentOf(app);

describe('the containers of the whole backbone', () => {
  it('are one for each app', () => {
    expect(Object.keys(services).sort()).toEqual(appNames().sort());
    const programs = Object.entries(services).map(([app, { command }]) => [app, command]);
    expect(programs).toEqual(Object.keys(services).map((app) => [app, [`dist/services/${app}.js`]]));
  });

  it('are all told where traces go when that is wanted', () => {
    expect(Object.keys(fileOf('observability.yaml').services)).toEqual(expect.arrayContaining(appNames()));
  });

  it.each(appNames())('tell %s what it has to know, and nothing that it does not read', (app) => {
    const known = settingsOf(configOf(app)).flatMap(variablesOf);
    expect(Object.keys(environmentOf(app)).filter((key) => !known.includes(key))).toEqual([]);
    expect(() => parseConfig(configOf(app), environmentOf(app))).not.toThrow();
  });

  it('hold no secret: each is asked for, and made by the script', () => {
    const secrets = Object.keys(services).flatMap((app) => {
      const keys = settingsOf(configOf(app)).filter(({ secret }) => secret === true).map(({ key }) => key); // prettier-ignore
      const told = Object.entries(services[app]?.environment ?? {});
      return told.filter(([key]) => keys.includes(key) && key !== 'MONGODB_URI').map(([, value]) => value);
    });
    expect(secrets.length).toBeGreaterThan(8);
    expect(secrets.filter((value) => value.replace(asked, '') !== '')).toEqual([]);
    const names = secrets.flatMap((value) => [...value.matchAll(asked)].map(([, name]) => name ?? ''));
    expect(names.filter((name) => !script.includes(name))).toEqual([]);
  });

  it('mount the master keys where they are read, and open no door but that of the gateway', () => {
    const mounted = Object.keys(services).filter((app) => services[app]?.secrets?.includes('master-keys'));
    expect(mounted.sort()).toEqual(Object.keys(services).filter(hasFile).sort());
    expect(Object.keys(services).filter((app) => services[app]?.ports !== undefined)).toEqual(['gateway']);
  });

  it('find Kafka and MongoDB as they left them when their containers are made anew', () => {
    const { kafka, mongodb } = fileOf('compose.yaml').services;
    expect(kafka?.volumes).toEqual([`kafka:${kafka?.environment?.['KAFKA_LOG_DIRS']}`]);
    expect(mongodb).toMatchObject({ hostname: 'mongodb', volumes: ['mongodb:/data/db'] });
  });

  it('reach Kafka at a listener that tells its address to containers', () => {
    const { KAFKA_ADVERTISED_LISTENERS = '' } = fileOf('compose.yaml').services['kafka']?.environment ?? {};
    const told = new Set(Object.keys(services).flatMap((app) => environmentOf(app)['KAFKA_BROKERS'] ?? []));
    expect([...told].map((broker) => KAFKA_ADVERTISED_LISTENERS.includes(`//${broker}`))).toEqual([true]);
  });
});
