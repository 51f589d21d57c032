/** How one part of a service is. Details are for people and never hold secrets. */
export interface VitalSign {
  /** The part does its work now. */
  readonly ok: boolean;
  /** False: the rest goes on without it, so that it does not count for being ready. Default true. */
  readonly needed?: boolean;
  /** False: requests are answered without it, though not all is done that should be. Default true. */
  readonly atDoor?: boolean;
  /** False: it will not come back by itself, the process should be restarted. Default true. */
  readonly alive?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Vital = () => VitalSign | Promise<VitalSign>;

export type Phase = 'starting' | 'running' | 'leaving';

/** What the health doors ask: the phase of the service and a sign from each of its parts. */
export class Vitals {
  phase: Phase = 'starting';
  readonly startedAt = new Date();
  /** What the check at the start found that keeps nobody from working, one sentence each. */
  warnings: readonly string[] = [];
  private readonly vitals = new Map<string, Vital>();

  watch(name: string, vital: Vital): void {
    this.vitals.set(name, vital);
  }

  /** Never rejects: a part that cannot tell is not well. */
  async signs(): Promise<Record<string, VitalSign>> {
    const entries = [...this.vitals].map(async ([name, vital]) => [name, await signOf(vital)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}

async function signOf(vital: Vital): Promise<VitalSign> {
  try {
    return await vital();
  } catch (error) {
    return { ok: false, details: { error: (error as Error).message } };
  }
}

/**
 * Asks `probe` at most every `everyMs`, waits at most `patienceMs` for it, and answers from memory in between: many
 * health checks do not become load on what they check.
 */
export function cachedVital(probe: () => Promise<unknown>, everyMs = 2_000, patienceMs = 1_500): Vital {
  let last: { at: number; sign: Promise<VitalSign> } | undefined;
  return () => {
    if (last === undefined || performance.now() - last.at > everyMs) {
      last = { at: performance.now(), sign: timed(probe, patienceMs) };
    }
    return last.sign;
  };
}

async function timed(probe: () => Promise<unknown>, patienceMs: number): Promise<VitalSign> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([probe(), late]);
    return { ok: true, details: { ms: Math.round((performance.now() - started) * 10) / 10 } };
  } catch (error) {
    return { ok: false, details: { error: (error as Error).message } };
  } finally {
    clearTimeout(timer);
  }
}
