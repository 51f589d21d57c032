import { decodeCursor, toPage } from '../side/cursor';
import { DeadLetters, type DeadLetter, type NewDeadLetter } from '../side/dead-letters';
import { heldId } from '../side/held-message-id';
import type { Page, PageRequest } from '../side/page';

export class MemoryDeadLetters extends DeadLetters {
  private readonly letters = new Map<string, DeadLetter>();

  constructor(private readonly clock: () => Date) {
    super();
  }

  async add(letters: readonly NewDeadLetter[]): Promise<void> {
    const at = this.clock().toISOString();
    for (const letter of letters) {
      const id = heldId(letter, letter.message);
      if (!this.letters.has(id)) this.letters.set(id, { ...structuredClone(letter), id, at });
    }
  }

  async list(merchantId: string, { cursor, limit }: PageRequest): Promise<Page<DeadLetter>> {
    const after = cursor === undefined ? '' : String(decodeCursor(cursor, 1)[0]);
    const found = [...this.letters.values()]
      .filter((letter) => letter.merchantId === merchantId && letter.id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return toPage(structuredClone(found.slice(0, limit + 1)), limit, ({ id }) => [id]);
  }

  async show(merchantId: string, id: string): Promise<DeadLetter | undefined> {
    const letter = this.letters.get(id);
    return letter?.merchantId === merchantId ? structuredClone(letter) : undefined;
  }

  async delete(merchantId: string, id: string): Promise<boolean> {
    if (this.letters.get(id)?.merchantId !== merchantId) return false;
    return this.letters.delete(id);
  }

  async count(): Promise<number> {
    return this.letters.size;
  }
}
