import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type Say } from '@entrepot/testing';
import { servicesOf, type Services } from '../../replay/services';
import { promised, type Drill, type Outcome, type Promised } from '../drill';
import { withGround, type Ground } from '../ground/ground';
import { Load } from '../load/load';
import { BreakerWatch, type BreakerSeen } from './partners/breaker-watch';

const HALF_A_SECOND = { min: 0, max: 500 };
const NONE_BETWEEN_MS = 2_000;
const CLOSED_WITHIN_MS = 60_000;

/** Dials of provider and carrier alike, for so long. */
interface Phase {
  readonly what: string;
  readonly ms: number;
  readonly both?: object;
  readonly psp?: object;
  readonly carrier?: object;
}

const PHASES: readonly Phase[] = [
  { what: 'slow', ms: 8_000, both: { latencyMs: { min: 800, max: 1_400 } } },
  { what: 'a burst of 503', ms: 15_000, both: { errorRate: 1 } },
  { what: 'every other call is never answered', ms: 10_000, both: { hangRate: 0.5 } },
  { what: 'every other call is done and never answered', ms: 10_000, both: { timeoutThenSuccess: 0.5 } },
  { what: 'every other call is done and answered with 200 and an error', ms: 10_000, both: { garbledRate: 0.5 } },
  {
    what: 'webhooks come twice, late and out of order',
    ms: 10_000,
    both: { webhooks: { duplicateRate: 0.5, reorderRate: 0.5, delayMs: HALF_A_SECOND } },
    psp: { pendingRate: 0.3 },
  },
  {
    what: 'webhooks come before the API shows it',
    ms: 10_000,
    psp: { pendingRate: 0.5, webhooks: { earlyMs: 1_500 } },
  },
  { what: 'webhooks of the provider never come', ms: 10_000, psp: { pendingRate: 0.5, webhooks: { silent: true } } },
];
const RESETS = { action: 'reset', times: 40 };
const RESET = [
  ['psp', 'authorise'],
  ['psp', 'capture'],
  ['carrier', 'book'],
] as const;
/** What has to have happened at each of the two, by the journal of the sandbox. */
const BAD_OUTCOMES = ['failed', 'unanswered'] as const;

type Counters = Readonly<Record<string, number>>;
type Rule = Readonly<Record<'target' | 'operation', string>> & { readonly times: number };

export interface PartnersOptions {
  readonly orders: number;
  readonly perSecond: number;
}

/** Provider and carrier do what providers and carriers do on bad days. */
export function partners(options: PartnersOptions): Drill {
  return {
    name: 'partners',
    does: 'provider and carrier: slow, 503, hanging, answers lost or garbled, resets; webhooks twice, out of order, early, never',
    seconds: 190,
    run: (say) => withGround({ say, env: { LOG_LEVEL: 'warn' } }, (ground) => badDays(ground, { ...options, say })),
  };
}

async function badDays(
  { system, target }: Ground,
  { say, ...pace }: PartnersOptions & { readonly say: Say },
): Promise<Outcome> {
  const services = servicesOf(target);
  const load = await Load.begin(target, { ...pace, say });
  const watch = new BreakerWatch([target.urls.payments, target.urls.logistics]);
  for (const phase of PHASES) await goThrough(phase, services, say);
  await resets(services, say);
  await eventually(() => Promise.resolve(watch.allClosed), Boolean, CLOSED_WITHIN_MS);
  const { report, promised: common, figures } = await load.end();
  const seen = await watch.stop();
  const { counters } = await services.sandbox.get<{ counters: Counters }>('/sandbox/requests?limit=1');
  const { items: left } = await services.sandbox.get<{ items: Rule[] }>('/sandbox/rules');
  const restarts = system.restarts();
  return {
    promised: [...promises(load, seen), wentWrong(counters, left), ...common],
    figures: { breakers: seen, counters, rulesLeft: left, restarts, ...figures },
    report,
  };
}

async function goThrough({ what, ms, both, psp, carrier }: Phase, { sandbox }: Services, say: Say): Promise<void> {
  say(what);
  await turn(sandbox, { psp: { ...both, ...psp }, carrier: { ...both, ...carrier } });
  await sleep(ms);
  await turn(sandbox, {});
  await sleep(NONE_BETWEEN_MS);
}

async function turn(sandbox: Services['sandbox'], dials: object): Promise<void> {
  const reply = await sandbox.put('/sandbox/dials', dials);
  if (reply.status >= 400) throw new Error(`dials: ${reply.status} ${JSON.stringify(reply.body)}`);
}

async function resets({ sandbox }: Services, say: Say): Promise<void> {
  say(`the next ${RESETS.times} calls of each kind are cut off`);
  for (const [target, operation] of RESET) {
    const reply = await sandbox.post('/sandbox/rules', { target, operation, ...RESETS });
    if (reply.status >= 400) throw new Error(`rules: ${reply.status} ${JSON.stringify(reply.body)}`);
  }
  await sleep(2 * NONE_BETWEEN_MS);
}

function promises(load: Load, seen: readonly BreakerSeen[]) {
  const { answers } = load.shoppers;
  const worst = answers.counts.failed + answers.counts.broken + answers.counts.refused + answers.counts.later;
  const opened = seen.filter(({ openings }) => openings > 0);
  const left = seen.filter(({ state }) => state !== 'closed');
  return [
    promised(
      'breakers open and close again',
      opened.length > 0 && left.length === 0,
      `${opened.map(({ call, openings }) => `${call} opened ${openings} times`).join(', ')}; ${left.length} left open`,
    ),
    promised(
      'other work goes on: orders are taken all the time',
      worst === 0,
      [answers.text(), `the longest waited ${answers.longestMs} ms`, ...answers.failures].join('; '),
    ),
  ];
}

/**
 * Provider and carrier really were as bad as they were told to be: each in every way, and connections were cut. A call is repeated only
 * where asking first did not tell what became of it, which may be at one of them alone.
 */
export function wentWrong(counters: Counters, rules: readonly Rule[]): Promised {
  const count = (target: string, outcome: string) =>
    Object.entries(counters).reduce((sum, [name, many]) => {
      return sum + (name.startsWith(`${target}.`) && name.endsWith(`.${outcome}`) ? many : 0);
    }, 0);
  const outcomes = ['psp', 'carrier'].flatMap((target) =>
    BAD_OUTCOMES.map((outcome) => ({ what: `${outcome} at the ${target}`, many: count(target, outcome) })),
  );
  const cuts = RESET.map(([target, operation]) => {
    const left = rules.find((rule) => rule.target === target && rule.operation === operation)?.times ?? 0;
    return { what: `cut off at ${target}.${operation}`, many: RESETS.times - left };
  });
  const repeats = { what: 'repeated', many: count('psp', 'repeated') + count('carrier', 'repeated') };
  const all = [...outcomes, repeats, ...cuts];
  return promised(
    'calls failed, hung, were repeated and cut off',
    all.every(({ many }) => many > 0),
    all.map(({ what, many }) => `${many} ${what}`).join(', '),
  );
}
