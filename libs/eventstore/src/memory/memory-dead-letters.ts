import { DeadLetters, type DeadLetter, type NewDeadLetter } from '../side/dead-letters';
import { heldId } from '../side/held-message-id';
import type { Page } from '../side/page';
import { isWithin, type Reach } from '../side/reach';
import type { LetterQuery } from '../side/waiting-query';
import { copy } from './copy';
import { pageByAge } from './page-by-age';

export class MemoryDeadLetters extends DeadLetters {
  private readonly letters = new Map<string, DeadLetter>();

  constructor(private readonly clock: () => Date) {
    super();
  }

  async add(letters: readonly NewDeadLetter[]): Promise<void> {
    const at = this.clock().toISOString();
    for (const letter of letters) {
      const id = heldId(letter, letter.message);
      if (!this.letters.has(id)) this.letters.set(id, { ...copy(letter), id, at });
    }
  }

  async list(of: Reach, { handler, code, ...query }: LetterQuery): Promise<Page<DeadLetter>> {
    const found = [...this.letters.values()].filter(
      (letter) =>
        isWithin(of, letter.merchantId) &&
        letter.reaction === (handler ?? letter.reaction) &&
        letter.code === (code ?? letter.code),
    );
    return pageByAge(found, query, ({ at }) => at);
  }

  async show(of: Reach, id: string): Promise<DeadLetter | undefined> {
    const letter = this.letters.get(id);
    return letter !== undefined && isWithin(of, letter.merchantId) ? copy(letter) : undefined;
  }

  async delete(of: Reach, id: string): Promise<boolean> {
    const letter = this.letters.get(id);
    return letter !== undefined && isWithin(of, letter.merchantId) && this.letters.delete(id);
  }

  async count(): Promise<number> {
    return this.letters.size;
  }
}
