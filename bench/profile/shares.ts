import type { CallFrame, Places } from './places';

/** What V8 writes with `--cpu-prof`; times in microseconds of the machine's monotonic clock. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** From when to when, microseconds of the same clock. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const IDLE = '(idle)';
const NAMES: ReadonlyMap<string, string> = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'native code'],
]);

/** Milliseconds by part of the system in the window. What Node and V8 do for somebody counts as theirs who called it. */
export function millisecondsByPart(
  profile: CpuProfile,
  places: Pick<Places, 'partOf'>,
  window: Window,
): Map<string, number> {
  const parts = partsOf(profile, places);
  const spent = new Map<string, number>();
  let at = profile.startTime;
  profile.samples.forEach((sample, index) => {
    const delta = profile.timeDeltas[index] ?? 0;
    at += delta;
    const part = parts.get(sample);
    if (part === undefined || at < window.from || at > window.to) return;
    spent.set(part, (spent.get(part) ?? 0) + delta / 1_000);
  });
  return spent;
}

/** The part of each node of the tree; none for those that are idle. */
function partsOf({ nodes }: CpuProfile, places: Pick<Places, 'partOf'>): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, string>();
  const visit = (id: number, caller: string): void => {
    const { callFrame, children = [] } = byId.get(id)!;
    const part = NAMES.get(callFrame.functionName) ?? places.partOf(callFrame) ?? caller;
    if (callFrame.functionName !== IDLE) parts.set(id, part);
    children.forEach((child) => visit(child, part));
  };
  visit(nodes[0]!.id, 'Node itself');
  return parts;
}
