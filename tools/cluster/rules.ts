import { settingsOf, variablesOf, type SettingDefinition } from '@entrepot/platform';
import { parseConfig } from '../../libs/platform/src/config/parse-config';
import { StartProblems } from '../../libs/platform/src/start/start-problems';
import { configOf } from './apps';
import { callFaults, needlessWays } from './calls';
import { deployed, find, type Deployed } from './deployment';
import type { Manifest } from './manifests';

const KINDS = ['Deployment', 'Service', 'PodDisruptionBudget', 'NetworkPolicy'];
const NAME = 'app.kubernetes.io/name';

/** What is wrong with the manifests of an app, one sentence each. */
export function faultsOf(app: string, manifests: readonly Manifest[]): string[] {
  const missing = KINDS.filter((kind) => find(manifests, kind, app) === undefined).map((kind) => `has no ${kind}`);
  const faults =
    missing.length > 0
      ? missing
      : [
          ...selectorFaults(app, manifests),
          ...budgetFaults(app, manifests),
          ...deploymentFaults(deployed(app, manifests), manifests),
        ];
  return faults.map((fault) => `${app}: ${fault}`);
}

function deploymentFaults(deployment: Deployed, manifests: readonly Manifest[]): string[] {
  const { app, settings } = deployment;
  return [
    ...RULES.flatMap((rule) => rule(deployment)),
    ...callFaults(app, settings, manifests),
    ...needlessWays(app, settings, manifests),
  ];
}

function selectorFaults(app: string, manifests: readonly Manifest[]): string[] {
  const selectors: Readonly<Record<string, string>> = {
    Service: '{"app.kubernetes.io/name":"NAME"}',
    PodDisruptionBudget: '{"matchLabels":{"app.kubernetes.io/name":"NAME"}}',
    NetworkPolicy: '{"matchLabels":{"app.kubernetes.io/name":"NAME"}}',
  };
  return Object.entries(selectors).flatMap(([kind, wanted]) => {
    const spec = find(manifests, kind, app)?.spec as { selector?: unknown; podSelector?: unknown };
    const meant = JSON.stringify(spec.podSelector ?? spec.selector);
    return meant === wanted.replace('NAME', app) ? [] : [`the ${kind} selects ${meant}`];
  });
}

const RULES: readonly ((deployment: Deployed) => string[])[] = [
  identityFaults,
  probeFaults,
  leavingFaults,
  securityFaults,
  resourceFaults,
  spreadFaults,
  userFaults,
  keyFaults,
  valueFaults,
  fileFaults,
];

const unless = (holds: boolean, fault: string): string[] => (holds ? [] : [fault]);

function identityFaults({ app, labels, selector, container }: Deployed): string[] {
  return [
    ...unless(labels[NAME] === app && selector[NAME] === app, 'its pods are not labelled with its name'),
    ...unless(container.args?.join() === `dist/services/${app}.js`, `runs ${container.args?.join(' ')}`),
  ];
}

function probeFaults({ container }: Deployed): string[] {
  const { startupProbe, livenessProbe, readinessProbe } = container;
  return [
    ...unless(startupProbe?.httpGet?.path === '/health/live', 'has no startup probe on /health/live'),
    ...unless(livenessProbe?.httpGet?.path === '/health/live', 'has no liveness probe on /health/live'),
    // Not /health/ready: that is red in all processes at once while Kafka is away, and nobody could be reached.
    ...unless(readinessProbe?.httpGet?.path === '/health/door', 'has no readiness probe on /health/door'),
  ];
}

/** The pod is not killed before the service has left by itself. */
function leavingFaults({ pod, container, settings }: Deployed): string[] {
  const before = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
  const leaving = Number(settings['SHUTDOWN_TIMEOUT_MS']) / 1000;
  const grace = pod.terminationGracePeriodSeconds ?? 30;
  return unless(
    grace > before + leaving,
    `is killed after ${grace} s, but may take ${before} s of preStop and ${leaving} s of SHUTDOWN_TIMEOUT_MS`,
  );
}

/** What the Pod Security Standard "restricted" asks for, and a root file system that nobody writes to. */
function securityFaults({ pod, container }: Deployed): string[] {
  const { runAsNonRoot, runAsUser, seccompProfile } = (pod.securityContext ?? {}) as Record<string, unknown>;
  const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = container.securityContext ?? {};
  return [
    ...unless(runAsNonRoot === true && runAsUser !== 0, 'may run as root'),
    ...unless(JSON.stringify(seccompProfile) === '{"type":"RuntimeDefault"}', 'has no seccomp profile'),
    ...unless(allowPrivilegeEscalation === false, 'may gain privileges'),
    ...unless(readOnlyRootFilesystem === true, 'may write to its image'),
    ...unless(JSON.stringify(capabilities) === '{"drop":["ALL"]}', 'keeps capabilities'),
    ...unless(pod.automountServiceAccountToken === false, 'gets a token for the cluster that it has no use for'),
    ...unless(pod.enableServiceLinks === false, 'gets variables made from the names of services'),
  ];
}

function resourceFaults({ container }: Deployed): string[] {
  const { requests, limits } = container.resources ?? { requests: undefined, limits: undefined };
  return [
    ...unless(requests?.['cpu'] !== undefined && requests['memory'] !== undefined, 'asks for no CPU or memory'),
    ...unless(limits?.['memory'] !== undefined, 'has no memory limit'),
  ];
}

function spreadFaults({ app, pod }: Deployed): string[] {
  const spread = pod.topologySpreadConstraints ?? [];
  return ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].flatMap((key) => {
    const found = spread.find(({ topologyKey }) => topologyKey === key);
    const isFirm = found?.whenUnsatisfiable === 'DoNotSchedule';
    return [
      ...unless(found?.labelSelector?.matchLabels?.[NAME] === app, `is not spread over ${key}`),
      ...unless(
        found?.matchLabelKeys?.join() === 'pod-template-hash',
        `is spread over ${key} together with pods that an update takes away`,
      ),
      ...unless(
        !isFirm || found.nodeTaintsPolicy === 'Honor',
        `waits for nodes that are away to be spread over ${key}`,
      ),
    ];
  });
}

/** Where Kafka knows users, each service is one of its own: what one may do, another may not. */
function userFaults({ app, settings, secrets }: Deployed): string[] {
  if (settings['KAFKA_SASL_MECHANISM'] === undefined) return [];
  const user = settings['KAFKA_SASL_USERNAME'];
  const hasPassword = secrets.includes('KAFKA_SASL_PASSWORD') || settings['KAFKA_SASL_PASSWORD_FILE'] !== undefined;
  return [
    ...unless(user === app, `is the user ${user} of Kafka, whose rights are not its own`),
    ...unless(hasPassword, `is told no password of its user of Kafka (Secret ${app}-secrets)`),
  ];
}

/** All pods are not ready at once while a database is away: an empty budget would let nobody empty a node then. */
function budgetFaults(app: string, manifests: readonly Manifest[]): string[] {
  const { unhealthyPodEvictionPolicy } = find(manifests, 'PodDisruptionBudget', app)?.spec as Record<string, unknown>;
  return unless(
    unhealthyPodEvictionPolicy === 'AlwaysAllow',
    'keeps pods that are not ready on a node that is emptied',
  );
}

/** The keys are those of the config class: all of them, no others, secrets from its Secret and nothing else from there. */
function keyFaults({ app, settings, secrets, strays }: Deployed): string[] {
  const declared = settingsOf(configOf(app));
  const given = [...Object.keys(settings), ...secrets];
  const known = declared.flatMap(variablesOf);
  const isGiven = (setting: SettingDefinition) => variablesOf(setting).some((variable) => given.includes(variable));
  const absent = declared.filter((setting) => setting.optional !== true && !isGiven(setting));
  return [
    ...absent.map(({ key, secret }) => `is not told ${key} (${secret ? `Secret ${app}-secrets` : 'a ConfigMap'})`),
    ...given.filter((key) => !known.includes(key)).map((key) => `is told ${key}, which is no setting of it`),
    ...declared
      .filter(({ key, secret }) => (secret === true ? key in settings : secrets.includes(key)))
      .map(({ key, secret }) => `${key} is ${secret ? 'a secret, but in a ConfigMap' : 'no secret, but in a Secret'}`),
    ...strays.map((key) => `${key} is neither of a ConfigMap nor ${key} of the Secret ${app}-secrets`),
  ];
}

/** The service itself takes the values of the ConfigMaps. */
function valueFaults({ app, settings, secrets }: Deployed): string[] {
  const made = { MONGODB_URI: 'mongodb://mongodb', SANDBOX_KEYS: 'merchant:made-up-key' } as Record<string, string>;
  const filled = Object.fromEntries(secrets.map((key) => [key, made[key] ?? 'made-up-secret-of-the-cluster-check']));
  try {
    parseConfig(configOf(app), { ...filled, ...withoutFiles(app, settings) });
    return [];
  } catch (error) {
    if (error instanceof StartProblems) return error.problems.filter((problem) => !problem.includes(' is missing'));
    throw error;
  }
}

/** Whatever file a setting names is mounted: a patch that adds the volume must have met this deployment. */
function fileFaults({ settings, pod, container }: Deployed): string[] {
  const volumes = (pod.volumes ?? []).map(({ name }) => name);
  const mounted = (container.volumeMounts ?? []).filter(({ name }) => volumes.includes(name));
  return Object.entries(settings)
    .filter(
      ([key, path]) => key.endsWith('_FILE') && !mounted.some(({ mountPath }) => path.startsWith(`${mountPath}/`)),
    )
    .map(([key, path]) => `${key} names ${path}, and nothing is mounted there`);
}

/** Files are mounted in the cluster and not here; a secret that one holds gets a made-up value. */
function withoutFiles(app: string, settings: Readonly<Record<string, string>>): Record<string, string> {
  const rest = { ...settings };
  for (const { key, secret, file } of settingsOf(configOf(app))) {
    if (file === true) delete rest[key];
    if (secret !== true || rest[`${key}_FILE`] === undefined) continue;
    delete rest[`${key}_FILE`];
    rest[key] = 'made-up-secret-of-the-cluster-check';
  }
  return rest;
}
