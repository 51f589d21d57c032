import { definitionOf, type HandlerDefinition, type Limits } from '@entrepot/messaging';
import { topicsOf } from '../topics';
import type { Doors, Host, ServicePlan } from '../world/pod';
import { BankLine, type Bank } from './bank';
import { choices } from './choices';
import {
  counterErrors,
  JournalView,
  OnClaimCharged,
  OnClaimGranted,
  OnClaimRefused,
  OnClaimReleased,
  SaleDeadline,
  SalesView,
} from './counter';
import { CONTRACTS } from './facts';
import { Charge, OnClaimUnwanted, OnSaleDropped, OnSaleNoted, OnSaleOpened, Refund, vaultErrors } from './vault';

const COUNTER = [OnClaimGranted, OnClaimCharged, OnClaimRefused, OnClaimReleased, SaleDeadline, SalesView, JournalView];
const VAULT = [OnSaleOpened, OnSaleDropped, OnClaimUnwanted, OnSaleNoted, Charge, Refund];

const LIMITS: Partial<Limits> = { longestEffectRetryMs: 1_000, longestRetryMs: 1_000, earlyLimitMs: 60_000 };
const NO_DOORS: Doors = {
  make: () => {
    throw new Error('commands are handed in as they are');
  },
};

const definitions = (handlers: readonly { prototype: object }[]): HandlerDefinition[] =>
  handlers.map(({ prototype }) => definitionOf(prototype)!);

export const COUNTER_HANDLERS = definitions(COUNTER);

const plan = (name: string, handlers: readonly HandlerDefinition[]) => ({
  ...{ name, contracts: CONTRACTS, limits: LIMITS, topics: topicsOf(name, handlers, CONTRACTS) },
  commit: { maxEventBytes: choices.mostEventBytes, snapshotEvery: 2, guessAfter: 1 },
});

/** Two small services that have a handler of every kind, and a bank outside. */
export function smallServices(bank: () => Bank): ServicePlan[] {
  return [
    {
      ...plan('counter', COUNTER_HANDLERS),
      errors: counterErrors,
      assemble: () => ({ doors: NO_DOORS, handlers: COUNTER.map((Handler) => new Handler()) }),
    },
    {
      ...plan('vault', definitions(VAULT)),
      errors: vaultErrors,
      assemble: (host) => ({ doors: NO_DOORS, handlers: vaultHandlers(host, bank()) }),
    },
  ];
}

function vaultHandlers({ world, actor }: Host, bank: Bank): object[] {
  const line = new BankLine(world, actor, bank);
  return [
    new OnSaleOpened(),
    new OnSaleDropped(),
    new OnClaimUnwanted(),
    new OnSaleNoted(),
    new Charge(line),
    new Refund(line),
  ];
}
