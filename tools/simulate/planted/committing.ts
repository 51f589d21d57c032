import type { AppendOutcome } from '@entrepot/eventstore';
import { GroupCommit } from '../../../libs/eventstore/src/commit/group-commit';
import { Plan } from '../../../libs/eventstore/src/commit/plan';
import type { Draft } from '../../../libs/eventstore/src/commit/draft';
import { Connection } from '../world/connection';
import { Database } from '../world/database';
import { Workspace } from '../../../libs/eventstore/src/commit/workspace';
import { choosing } from './choosing';
import { instead, insteadOfGetter } from './override';
import type { PlantedBug } from './bug';

type Any = (this: unknown, ...args: unknown[]) => unknown;
type Append = (records: readonly unknown[], atomically: boolean) => Promise<AppendOutcome>;

/** Mistakes in deciding and committing. */
export const COMMITTING: readonly PlantedBug[] = [
  {
    rule: 1,
    mistake: 'what is ignored or refused is not compared with the heads',
    plant: () =>
      instead(
        Workspace,
        'hold',
        (right) =>
          function (this: unknown, name: unknown, loaded: unknown) {
            return (right as Any).call(this, name, loaded, true);
          } as never,
      ),
  },
  {
    rule: 2,
    mistake: 'the overlay is taken for known before the commit is acknowledged',
    plant: () =>
      instead(
        GroupCommit,
        'append',
        (right) =>
          function (this: { remember(each: Draft): void }, made: Plan) {
            for (const each of made.drafts) this.remember(each);
            return (right as unknown as (this: unknown, made: Plan) => unknown).call(this, made);
          } as never,
      ),
  },
  {
    rule: 3,
    mistake: 'a commit without an answer is taken for done',
    plant: () =>
      instead(
        Connection,
        'append',
        (right) =>
          async function (this: unknown, ...args: Parameters<Append>): Promise<AppendOutcome> {
            const outcome = await (right as unknown as Append).apply(this, args);
            return outcome.kind === 'unknown' ? { kind: 'written' } : outcome;
          } as never,
      ),
  },
  {
    rule: 4,
    mistake: 'reads see what no majority has yet',
    plant: () =>
      instead(
        Database,
        'load',
        (right) =>
          function (this: Database, wanted: Parameters<Database['load']>[0]) {
            const found = (right as unknown as Database['load']).call(this, wanted);
            const { unsafe } = this;
            return wanted.map(({ stream, after }, index) => [
              ...found[index]!,
              ...unsafe.filter(({ _id, version }) => _id.slice(0, -11) === stream && version > after),
            ]);
          } as never,
      ),
  },
  {
    rule: 5,
    mistake: 'what one input throws refuses all inputs that are decided with it',
    plant: () =>
      instead(
        Plan,
        'add',
        (right) =>
          function (this: Plan, added: Draft, mostBytes: number) {
            const before = this.drafts.splice(0);
            const refused = added.kind === 'unwritten' && 'refusal' in added.end ? added : undefined;
            if (refused !== undefined) this.records.splice(0);
            const together = before.map((each) =>
              refused === undefined ? each : { ...refused, input: each.input, leansOn: [] },
            );
            this.drafts.push(...together);
            return (right as unknown as Plan['add']).call(this, added, mostBytes);
          } as never,
      ),
  },
  {
    rule: 6,
    mistake: 'events are not measured before they are committed',
    plant: () => choosing({ mostEventBytes: Infinity }),
  },
  {
    rule: 7,
    mistake: 'versions in ids have no leading zeros, so they sort as texts',
    plant: () =>
      instead(
        Database,
        'scan',
        (right) =>
          function (this: Database, ...args: Parameters<Database['scan']>) {
            const plain = (id: string) => id.replace(/\/0+(\d+)$/, '/$1');
            const found = (right as unknown as Database['scan']).apply(this, args);
            return found.sort((a, b) => (plain(a._id) < plain(b._id) ? -1 : 1));
          } as never,
      ),
  },
  {
    rule: 8,
    mistake: 'a decision over several streams is written one stream after the other',
    plant: () => insteadOfGetter(Plan, 'isAtomic', () => false),
  },
  {
    rule: 9,
    mistake: 'an input to the ledger is named anew at every delivery, not after its cause',
    plant: () => choosing({ claimOf: (saleId) => `${saleId}-1-${Math.random()}` }),
  },
  {
    rule: 22,
    mistake: 'what a request makes is named anew at every try, not after its key',
    plant: () => choosing({ saleIdOf: (key) => `s${key}-${Math.random()}` }),
  },
];
