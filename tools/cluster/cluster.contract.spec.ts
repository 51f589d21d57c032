import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { appNames, STAND_IN } from './apps';
import { kustomizationIn, manifestsIn, patchedResourcesOf, patchFaults, resourcesOf, type Manifest } from './manifests';
import { checkOverlay, hasKubectl } from './overlay';
import { faultsOf } from './rules';

const k8s = join(workspaceRoot(), 'k8s');
const base = resourcesOf(join(k8s, 'base'));
const everything = [...base, ...resourcesOf(join(k8s, 'base', STAND_IN))];

/** The same manifests with one text replaced by another in every object of one app's name. */
function changed(app: string, from: string | RegExp, to: string): Manifest[] {
  return everything.map((manifest) => {
    if (!manifest.metadata.name.startsWith(app)) return manifest;
    return JSON.parse(JSON.stringify(manifest).replace(from, to)) as Manifest;
  });
}

describe('the manifests of the cluster', () => {
  it.each(appNames().filter((app) => app !== STAND_IN))(
    'are there for %s, with its settings and nothing else',
    (app) => {
      expect(faultsOf(app, everything)).toEqual([]);
    },
  );

  it('are for apps that exist', () => {
    const folders = readdirSync(join(k8s, 'base'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(appNames().sort());
  });

  it('are all in the base but for the sandbox', () => {
    const deployments = base.filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name);
    expect(deployments.sort()).toEqual(appNames().filter((app) => app !== STAND_IN).sort()); // prettier-ignore
  });

  it('hold no secret', () => {
    expect(everything.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  it('close every pod that no policy opens', () => {
    const closed = base.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'closed');
    expect(closed?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });
});

describe('an overlay', () => {
  const overlays = readdirSync(join(k8s, 'overlays'));

  it('is there for development and for production', () => {
    expect(overlays.sort()).toEqual(['dev', 'production']);
  });

  it.each(overlays)('%s finds every file and every object that it patches', (name) => {
    const folder = join(k8s, 'overlays', name);
    expect(patchFaults(folder)).toEqual([]);
    expect(kustomizationIn(folder).kind).toBe('Kustomization');
  });

  // Patches of deployments are applied by kubectl only.
  (hasKubectl() ? it : it.skip).each(overlays)('%s keeps all rules as kubectl builds it', (name) => {
    expect(checkOverlay(name, join(k8s, 'overlays', name)).faults).toEqual([]);
  });

  it('of production runs no stand-in', () => {
    const names = resourcesOf(join(k8s, 'overlays/production')).map(({ metadata }) => metadata.name);
    expect(names).not.toContain(STAND_IN);
  });

  it('of production lets callers from outside in by the gateway only', () => {
    const ways = resourcesOf(join(k8s, 'overlays/production')).filter(({ kind }) => kind === 'Ingress');
    expect(ways).toHaveLength(1);
    const services = JSON.stringify(ways).match(/"service":\{[^}]*\}/g);
    expect(new Set(services)).toEqual(new Set(['"service":{"name":"gateway","port":{"name":"http"}']));
  });

  it('of production leads callers to all that the gateway has for them, and not to its metrics', () => {
    const [way] = resourcesOf(join(k8s, 'overlays/production')).filter(({ kind }) => kind === 'Ingress');
    const { rules } = way?.spec as { rules: { http: { paths: { path: string; pathType: string }[] } }[] };
    const isLed = (to: string) =>
      rules[0]?.http.paths.some(({ path, pathType }) =>
        pathType === 'Exact' ? to === path : path === '/' || `${to}/`.startsWith(`${path}/`),
      );
    const pages = ['/', '/health', '/docs', '/docs/swagger-ui.css', '/openapi.json', '/openapi.yaml'];
    const services = ['/v1/orders', '/v1/operations/orders/progress', '/services/orders/docs'];
    expect([...pages, ...services].filter((path) => !isLed(path))).toEqual([]);
    expect(['/metrics', '/metrics/'].filter(isLed)).toEqual([]);
  });

  it.each(appNames())('of development runs %s, the stand-in too', (app) => {
    expect(faultsOf(app, patchedResourcesOf(join(k8s, 'overlays/dev')))).toEqual([]);
  });
});

describe('the gateway', () => {
  const callersIn = (policy: Manifest | undefined) =>
    (policy?.spec as { ingress: { from?: unknown[] }[] }).ingress.flatMap(({ from = [] }) => from);
  const callersOf = (app: string) =>
    callersIn(everything.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === app));

  it.each(appNames().filter((app) => app !== 'gateway'))('may call %s', (app) => {
    expect(callersOf(app)).toContainEqual({ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'gateway' } } });
  });

  it('and all others may still do so where an overlay says anew who may call', () => {
    const patches = manifestsIn(readFileSync(join(k8s, 'overlays/dev/calls-sandbox.yaml'), 'utf8'));
    expect(patches.length).toBeGreaterThan(0);
    for (const patch of patches) {
      expect(callersIn(patch)).toEqual(expect.arrayContaining(callersOf(patch.metadata.name)));
    }
  });
});

describe('a planted fault is found', () => {
  it.each([
    ['a setting that nobody knows', 'catalog', '"IMPORT_READERS_WAIT_MS"', '"IMPORT_WAIT"', 'is told IMPORT_WAIT'],
    ['a setting that is not told', 'orders', '"CATALOG_URL":', '"X":', 'is not told CATALOG_URL'],
    ['a value that the service refuses', 'orders', '"cancel"', '"guess"', 'SHORTAGE_POLICY'],
    ['a secret in a ConfigMap', 'payments', '"PSP_URL":', '"PSP_API_KEY":"x","PSP_URL":', 'a secret, but in a Config'],
    ['the secret of another service', 'orders', '"orders-secrets"', '"catalog-secrets"', 'is neither of a ConfigMap'],
    ['a probe of another path', 'returns', '/health/door', '/health/ready', 'no readiness probe'],
    ['too little time to leave', 'returns', 'Seconds":45', 'Seconds":30', 'is killed after 30 s'],
    ['a pod that may run as root', 'returns', '"runAsNonRoot":true', '"runAsNonRoot":false', 'may run as root'],
    ['capabilities', 'returns', '"drop":["ALL"]', '"drop":[]', 'keeps capabilities'],
    ['the program of another service', 'returns', 'services/returns', 'services/orders', 'runs dist/services/orders'],
    ['no memory limit', 'returns', /"limits":\{"memory"/, '"limits":{"cpu"', 'no memory limit'],
    ['a budget for other pods', 'returns', /matchLabels":\{"app.kubernetes.io\/name":"returns/, 'matchLabels":{"x":"y', 'selects'], // prettier-ignore
    ['a file that is not mounted', 'access', '"mountPath":"/etc/entrepot', '"mountPath":"/etc/x', 'nothing is mounted'],
    ['a budget that keeps pods that are not ready', 'returns', 'AlwaysAllow', 'IfHealthyBudget', 'keeps pods'],
    ['pods that are spread with those that leave', 'returns', '["pod-template-hash"]', '[]', 'an update takes away'],
    ['pods that wait for a zone that is away', 'returns', 'ScheduleAnyway', 'DoNotSchedule', 'nodes that are away'],
    ['a call outside that nobody lets out', 'logistics', '"port":443', '"port":444', 'CARRIER_URL is outside'],
    ['a call to a service that nobody lets out', 'orders', 'name":"catalog"}}}', 'name":"x"}}}', 'CATALOG_URL is catalog, and'], // prettier-ignore
    ['a user of Kafka that others share', 'orders', '"CATALOG_URL":', '"KAFKA_SASL_MECHANISM":"plain","KAFKA_SASL_USERNAME":"entrepot","X":', 'is the user entrepot of Kafka'], // prettier-ignore
    ['a user of Kafka without a password', 'orders', '"CATALOG_URL":', '"KAFKA_SASL_MECHANISM":"plain","KAFKA_SASL_USERNAME":"orders","X":', 'is told no password'], // prettier-ignore
    ['a policy that is missing', 'returns', '"kind":"NetworkPolicy"', '"kind":"Other"', 'has no NetworkPolicy'],
  ])('%s', (_, app, from, to, fault) => {
    expect(faultsOf(app, changed(app, from, to)).join('\n')).toContain(fault);
  });

  it('a call to a service that does not let it in', () => {
    expect(faultsOf('orders', changed('payments', 'name":"orders"}}}', 'name":"x"}}}')).join('\n')).toContain(
      'PAYMENTS_URL is payments, whose NetworkPolicy does not let it in',
    );
  });

  it('ways that nobody goes', () => {
    const opened = everything.map((manifest) =>
      manifest.metadata.name === 'returns' && manifest.kind === 'NetworkPolicy'
        ? (JSON.parse(
            JSON.stringify(manifest)
              .replace('name":"gateway"', 'name":"orders"')
              .replace('"egress":[', '"egress":[{"to":[{"podSelector":{"matchLabels":{"app.kubernetes.io/name":"access"}}},{"ipBlock":{"cidr":"0.0.0.0/0"}}]},'), // prettier-ignore
          ) as Manifest)
        : manifest,
    );
    expect(faultsOf('returns', opened)).toEqual([
      'returns: its NetworkPolicy lets in orders, which is not told to call it',
      'returns: its NetworkPolicy lets it call access, and no setting tells it to',
      'returns: its NetworkPolicy lets it leave the cluster, and no setting tells it to',
    ]);
  });

  it('text that is not YAML', () => {
    expect(() => manifestsIn('kind: A\nkind: B\n')).toThrow('unique');
  });
});
