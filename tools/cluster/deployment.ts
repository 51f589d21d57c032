import type { Manifest } from './manifests';

/** Parts of a deployment by the names that Kubernetes gives them; anything may be absent in a manifest that somebody wrote. */
export interface Container {
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
  readonly resources?: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string>> | undefined>>;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface Probe {
  readonly httpGet?: { readonly path: string };
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

export interface Pod {
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly topologySpreadConstraints?: readonly {
    readonly topologyKey: string;
    readonly whenUnsatisfiable?: string;
    readonly nodeTaintsPolicy?: string;
    readonly labelSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly matchLabelKeys?: readonly string[];
  }[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly { readonly name: string }[];
}

interface DeploymentSpec {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly template: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> }; readonly spec: Pod };
}

export interface Deployed {
  readonly app: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly pod: Pod;
  readonly container: Container;
  /** What the ConfigMaps say, in the order in which the container takes them, and what it is told of its pod's labels. */
  readonly settings: Readonly<Record<string, string>>;
  /** Names of the variables that come from the app's Secret. */
  readonly secrets: readonly string[];
  /** Variables that come from elsewhere: written out, or of another Secret. */
  readonly strays: readonly string[];
}

export function find(manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined {
  return manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
}

/** A deployment with the settings that its container will see. */
export function deployed(app: string, manifests: readonly Manifest[]): Deployed {
  const spec = find(manifests, 'Deployment', app)?.spec as DeploymentSpec;
  const pod = spec.template.spec;
  const container = pod.containers[0] ?? {};
  const fromSecret = ({ name, valueFrom }: Variable) =>
    valueFrom?.secretKeyRef?.name === `${app}-secrets` && valueFrom.secretKeyRef.key === name;
  const variables = container.env ?? [];
  const labels = spec.template.metadata?.labels ?? {};
  const told = fromLabels(variables, labels);
  return {
    ...{ app, pod, container, labels },
    selector: spec.selector?.matchLabels ?? {},
    settings: { ...settingsFor(container, manifests), ...told },
    secrets: variables.filter(fromSecret).map(({ name }) => name),
    strays: variables.filter((variable) => !fromSecret(variable) && !(variable.name in told)).map(({ name }) => name),
  };
}

/** Variables that say what a label of the pod says. */
function fromLabels(variables: readonly Variable[], labels: Readonly<Record<string, string>>): Record<string, string> {
  const told = variables.map(({ name, valueFrom }) => {
    const label = /^metadata\.labels\['(.+)'\]$/.exec(valueFrom?.fieldRef?.fieldPath ?? '')?.[1];
    return [name, labels[label ?? '']] as const;
  });
  return Object.fromEntries(told.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function settingsFor({ envFrom = [] }: Container, manifests: readonly Manifest[]): Record<string, string> {
  const maps = envFrom.map(({ configMapRef }) => {
    const name = configMapRef?.name ?? '';
    const map = find(manifests, 'ConfigMap', name);
    if (map === undefined) throw new Error(`there is no ConfigMap ${name}`);
    return map.data ?? {};
  });
  return Object.assign({}, ...maps) as Record<string, string>;
}
