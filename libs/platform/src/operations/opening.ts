import { Injectable } from '@nestjs/common';
import { Doc, findEventContract, SEALED_PREFIX, Text } from '@entrepot/contracts';
import type { AnyEvent } from '@entrepot/kernel';
import { Privacy, SealBroken } from '@entrepot/privacy';
import type { HandOf } from './called-by';
import { HandWork } from './hand-work';

@Doc('Why personal data is to be shown in plain.')
export class OpenReason {
  @Text(500) @Doc('Why; kept in the audit trail.') reason!: string;
}

/** Shows personal data in plain to who may see it: with a reason, written down before anything is opened. */
@Injectable()
export class Opening {
  constructor(
    private readonly work: HandWork,
    private readonly privacy: Privacy,
  ) {}

  /** `id`: of what is opened. */
  async of<T>(hand: HandOf, id: string, reason: string, open: () => Promise<T>): Promise<T> {
    let opened: { readonly value: T } | undefined;
    await this.work.one(hand, { action: 'open', what: 'personal-data', reason }, id, async () => {
      opened = { value: await open() };
      return { id, result: 'opened' };
    });
    return opened!.value;
  }

  /** What was erased is left out; what no key opens, and what is no event, stays as it is. */
  async event(event: object): Promise<object> {
    const contract = findEventContract((event as Partial<AnyEvent>).type ?? '');
    if (contract === undefined) return event;
    try {
      const { value } = await this.privacy.open(contract.eventClass, event);
      return await this.typed(value);
    } catch (error) {
      if (error instanceof SealBroken) return event;
      throw error;
    }
  }

  /** Texts that are sealed though their fields may hold other words. */
  private async typed(event: object): Promise<object> {
    const fields = await Promise.all(
      Object.entries(event).map(async ([field, value]: [string, unknown]) => [field, await this.text(value)] as const),
    );
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }

  private async text(value: unknown): Promise<unknown> {
    if (typeof value === 'string') return value.startsWith(SEALED_PREFIX) ? this.privacy.openText(value) : value;
    if (Array.isArray(value)) return Promise.all(value.map((entry: unknown) => this.text(entry)));
    return typeof value === 'object' && value !== null ? this.typed(value) : value;
  }
}
