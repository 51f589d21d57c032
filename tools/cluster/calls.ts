import { deployed, find } from './deployment';
import type { Manifest } from './manifests';

const NAME = 'app.kubernetes.io/name';
const PART_OF = 'app.kubernetes.io/part-of';

/** For people who look at a parcel: no service calls it. */
const SHOWN_ONLY: ReadonlySet<string> = new Set(['CARRIER_TRACKING_URL']);

/** One side of a rule of a network policy. */
interface Peer {
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string };
}

interface Way {
  readonly from?: readonly Peer[];
  /** Anybody, where it is left out. */
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number | string }[];
}

interface Policy {
  readonly ingress?: readonly Way[];
  readonly egress?: readonly Way[];
}

/** Whom the settings tell an app to call and its network policy, or that of the one who is called, does not let it. */
export function callFaults(app: string, settings: Readonly<Record<string, string>>, manifests: readonly Manifest[]) {
  const policyOf = (name: string) => (find(manifests, 'NetworkPolicy', name)?.spec ?? {}) as Policy;
  return callsIn(settings).flatMap(([key, { protocol, hostname }]) => {
    if (find(manifests, 'Service', hostname) === undefined) {
      const port = protocol === 'https:' ? 443 : 80;
      return isOpen(policyOf(app).egress, port, ({ ipBlock }) => ipBlock !== undefined)
        ? []
        : [`${key} is outside of the cluster, and its NetworkPolicy lets it call no port ${port} there`];
    }
    return [
      ...(isOpen(policyOf(app).egress, 'http', isMeant(hostname))
        ? []
        : [`${key} is ${hostname}, and its NetworkPolicy does not let it call there`]),
      ...(isOpen(policyOf(hostname).ingress, 'http', isMeant(app))
        ? []
        : [`${key} is ${hostname}, whose NetworkPolicy does not let it in`]),
    ];
  });
}

/** Ways that the network policy of an app opens, and no setting leads along: the next one to look at them could not tell why they are there. */
export function needlessWays(app: string, settings: Readonly<Record<string, string>>, manifests: readonly Manifest[]) {
  const { ingress = [], egress = [] } = (find(manifests, 'NetworkPolicy', app)?.spec ?? {}) as Policy;
  const callers = namesIn(ingress.flatMap(({ from = [] }) => from));
  const called = namesIn(egress.flatMap(({ to = [] }) => to));
  const hosts = hostsIn(settings);
  const isOutside = hosts.some((host) => find(manifests, 'Service', host) === undefined);
  const leavesCluster = egress.some(({ to = [] }) => to.some(({ ipBlock }) => ipBlock !== undefined));
  return [
    ...callers
      .filter((caller) => !hostsIn(settingsOf(caller, manifests)).includes(app))
      .map((caller) => `its NetworkPolicy lets in ${caller}, which is not told to call it`),
    ...called
      .filter((host) => !hosts.includes(host))
      .map((host) => `its NetworkPolicy lets it call ${host}, and no setting tells it to`),
    ...(leavesCluster && !isOutside ? ['its NetworkPolicy lets it leave the cluster, and no setting tells it to'] : []),
  ];
}

function settingsOf(app: string, manifests: readonly Manifest[]): Readonly<Record<string, string>> {
  return find(manifests, 'Deployment', app) === undefined ? {} : deployed(app, manifests).settings;
}

function namesIn(peers: readonly Peer[]): string[] {
  return peers.flatMap(({ podSelector }) => podSelector?.matchLabels?.[NAME] ?? []);
}

/** The addresses that settings tell an app to call. */
function callsIn(settings: Readonly<Record<string, string>>): (readonly [key: string, url: URL])[] {
  const called = Object.entries(settings).filter(([key, value]) => /^https?:/.test(value) && !SHOWN_ONLY.has(key));
  return called.map(([key, value]) => [key, new URL(value)]);
}

function hostsIn(settings: Readonly<Record<string, string>>): string[] {
  return callsIn(settings).map(([, { hostname }]) => hostname);
}

function isOpen(ways: readonly Way[] = [], port: number | string, isPeer: (peer: Peer) => boolean): boolean {
  return ways.some(({ from, to, ports = [] }) => ports.some((one) => one.port === port) && (from ?? to)?.some(isPeer));
}

function isMeant(app: string): (peer: Peer) => boolean {
  return ({ podSelector }) => {
    const { [NAME]: name, [PART_OF]: whole } = podSelector?.matchLabels ?? {};
    return name === app || whole === 'entrepot';
  };
}
