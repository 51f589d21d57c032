import { setTimeout as sleep } from 'node:timers/promises';
import { loadAllContracts, topics } from '@entrepot/contracts';
import type { Say } from '@entrepot/testing';
import { CompressionTypes, type Producer } from 'kafkajs';
import { kafkaOf } from '../../connections';
import { servicesOf } from '../../replay/services';
import type { Target } from '../../system-for-tool';
import { promised, type Drill, type Outcome } from '../drill';
import { withGround, type Ground } from '../ground/ground';
import { inputAges, type InputAges } from '../load/input-ages';
import { Load } from '../load/load';
import { WriteProbe, type WriteTimes } from '../load/write-probe';
import { costOfPoison, costPromise } from './garbage/cost';
import { OWN_SERVICES } from '../../entrepot/services';
import { discardAll, Letters, type Letter } from './garbage/letters';
import { Samples, type Sample } from './garbage/samples';
import { MARK, aliens, oversized, poisons, repeats, type Spoiled } from './garbage/spoil';
import { dueOf, swallowedOf } from './garbage/swallowed';
import { learnZstd } from './garbage/zstd';

const ROUNDS_EVERY_MS = 12_000;
const LETTER_WITHIN_MS = 1_000;
/** Of the letters that took longest, so many are named. */
const SHOWN = 10;

export interface GarbageOptions {
  readonly orders: number;
  readonly perSecond: number;
}

/** What no sender of ours would send, on every topic. */
export function garbage(options: GarbageOptions): Drill {
  return {
    name: 'garbage',
    does: 'duplicate, reordered, delayed, truncated, oversized, compressed and alien messages on every topic',
    seconds: 180,
    run: (say) => withGround({ say, env: { LOG_LEVEL: 'warn' } }, (ground) => dirty(ground, { ...options, say })),
  };
}

/** Ids that the drill made up: neither published nor missed. */
const isMadeUp = (id: string) => id === 'undefined' || id.includes(MARK);

async function dirty(
  { system, target: whole }: Ground,
  { say, ...pace }: GarbageOptions & { readonly say: Say },
): Promise<Outcome> {
  loadAllContracts();
  learnZstd();
  const target: Target = { ...whole, backends: { ...whole.backends, isForeign: isMadeUp } };
  const names = topics().map(({ name }) => target.backends.topic(name));
  const samples = new Samples(target, names);
  const sender = kafkaOf(target.backends.brokers, 'entrepot-drill').producer();
  await Promise.all([samples.start(), sender.connect()]);
  const load = await Load.begin(target, { ...pace, say });
  const probe = await WriteProbe.start(target.backends.mongoUri);
  const sent = await spoiling({ samples, names, sender, say }, load);
  await samples.stop();
  const desk = await Letters.open(target);
  const letters = await desk.settled();
  const writes = await probe.stop();
  const ages = await inputAges(OWN_SERVICES.map((name) => target.urls[name]));
  say(`${letters.length} dead letters`);
  const cost = await costOfPoison({ target, sender, letters: desk, say });
  await discardAll(servicesOf(target), await desk.settled(), target.merchantId);
  await Promise.all([sender.disconnect(), desk.close()]);
  const { report, promised: common, figures } = await load.end();
  const restarts = system.restarts();
  const own = [...promises({ sent, letters, restarts, writes, ages }), ...costPromise(cost)];
  const counted = { ...namedOf(sent, letters), cost, restarts, writes, ages, ...figures };
  return { promised: [...own, ...common], figures: counted, report };
}

interface Parts {
  readonly samples: Samples;
  readonly names: readonly string[];
  readonly sender: Producer;
  readonly say: Say;
}

interface SentGarbage extends Spoiled {
  /** When it was sent, milliseconds since the epoch. */
  readonly at: number;
}

async function spoiling({ samples, names, sender, say }: Parts, load: Load): Promise<SentGarbage[]> {
  const sent: SentGarbage[] = [];
  let count = 0;
  const next = () => (count += 1);
  for (let round = 0; load.coming; round += 1) {
    await sleep(ROUNDS_EVERY_MS);
    const known = names.map((name) => samples.of(name)).filter((of) => of.length > 0);
    for (const of of known) sent.push(...(await sendAll(sender, of, { next, round })));
    say(`${sent.length} messages of garbage on ${known.length} of ${names.length} topics`);
  }
  return sent;
}

/** Everything that can be made of what one topic holds. What is oversized is sent once: it is kept in the database. */
async function sendAll(
  sender: Producer,
  samples: readonly Sample[],
  { next, round }: { readonly next: () => number; readonly round: number },
): Promise<SentGarbage[]> {
  const last = samples[samples.length - 1] as Sample;
  const large = round === 0 ? oversized(last, next) : [];
  const plain = [...repeats(samples), ...poisons(last, next), ...aliens(last, next), ...large];
  const packed = poisons(last, next)
    .slice(0, 1)
    .map((one) => ({ ...one, kind: 'compressed with Zstandard' }));
  const sent: SentGarbage[] = [];
  for (const one of plain) sent.push(await send(sender, one));
  for (const one of packed) sent.push(await send(sender, one, CompressionTypes.ZSTD));
  return sent;
}

async function send(sender: Producer, spoiled: Spoiled, compression?: CompressionTypes): Promise<SentGarbage> {
  const { topic, partition, message } = spoiled;
  const messages = [{ ...message, partition }];
  const at = Date.now();
  await sender.send({ topic, acks: -1, messages, ...(compression === undefined ? {} : { compression }) });
  return { ...spoiled, at };
}

function countByKind(sent: readonly Spoiled[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of sent) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** What was sent, by kind; of its letters the slowest, and some of those that are missing. */
function namedOf(sent: readonly SentGarbage[], letters: readonly Letter[]) {
  const slowest = waitsOf(sent, letters).slice(-SHOWN).reverse();
  return { sent: countByKind(sent), slowest, swallowed: swallowedOf(dueOf(sent), letters).slice(0, SHOWN) };
}

interface Wait {
  readonly kind: string;
  readonly ms: number;
  /** With handler, source and place. */
  readonly letter: string;
  readonly sentAt: string;
}

/** From being sent to being a dead letter, the shortest first. Times of two clocks: the sender's and the database's. */
function waitsOf(sent: readonly SentGarbage[], letters: readonly Letter[]): Wait[] {
  const byId = new Map(sent.map((one) => [String(one.message.headers?.['ce_id'] ?? ''), one]));
  const waits = letters.flatMap(({ _id, service, message, at }) => {
    const one = byId.get(message.headers['ce_id'] ?? '');
    if (one === undefined) return [];
    const sentAt = new Date(one.at).toISOString();
    return [{ kind: one.kind, ms: at.getTime() - one.at, letter: `${service} ${_id}`, sentAt }];
  });
  return waits.sort((one, other) => one.ms - other.ms);
}

interface Found {
  readonly sent: readonly SentGarbage[];
  readonly letters: readonly Letter[];
  readonly restarts: Readonly<Record<string, number>>;
  readonly writes: WriteTimes;
  readonly ages: InputAges;
}

function promises({ sent, letters, restarts, writes, ages }: Found) {
  const again = Object.values(restarts).reduce((sum, count) => sum + count, 0);
  const waits = waitsOf(sent, letters);
  const at = (share: number) => waits[Math.floor((waits.length - 1) * share)]?.ms;
  const last = waits[waits.length - 1];
  const topicCount = new Set(letters.map(({ message }) => message.topic)).size;
  const due = dueOf(sent);
  const swallowed = swallowedOf(due, letters);
  const kinds = Object.entries(countByKind(sent)).map(([kind, count]) => `${count} ${kind}`);
  return [
    promised(
      'whoever reads what nobody can handle keeps it as a dead letter',
      due.length > 0 && swallowed.length === 0,
      `${due.length} letters were due, ${swallowed.length} are missing`,
    ),
    promised(
      'no service ends because of what it reads',
      again === 0,
      `${sent.length} messages (${kinds.join(', ')}): ${again} restarts`,
    ),
    promised(
      'what can never be handled is in the dead letters within 1 s',
      last !== undefined && last.ms <= LETTER_WITHIN_MS,
      `${letters.length} dead letters of ${topicCount} topics: half of them after ${at(0.5)} ms, 99 of 100 after ${at(0.99)} ms, the last after ${last?.ms} ms (${last?.kind}); a write of the drill's own took ${writes.half}, ${writes.of100} and ${writes.longest} ms, and ${ages.over1s} of ${ages.inputs} inputs in order took longer than 1 s`,
    ),
  ];
}
