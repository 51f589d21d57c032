import type { ServiceParts } from '../runtime/service-parts';

/** After a crash so much is published again, and dropped by the readers. */
const SAVE_EVERY_MS = 1_000;

/** The position of a reader of the feed, stored now and then: what is stored is never ahead of what was done. */
export class SavedPosition {
  current: string | undefined;
  private saved: string | undefined;
  private savedAt = 0;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly name: string,
    private readonly parts: ServiceParts,
  ) {}

  async load(): Promise<string | undefined> {
    this.current = this.saved = await this.parts.backbone.positions.get(this.name);
    return this.current;
  }

  /** Everything up to here is done. Stores it if the last time is long enough ago; does not wait for that. */
  moved(position: string): void {
    this.current = position;
    const now = this.parts.clock.elapsed();
    if (now - this.savedAt < SAVE_EVERY_MS) return;
    this.savedAt = now;
    this.saving = this.saving.then(() => this.store());
  }

  /** Nothing came since: what was done last need not wait to be stored. */
  rest(): void {
    if (this.current !== this.saved) this.saving = this.saving.then(() => this.store());
  }

  /** Stores it now. */
  async save(): Promise<void> {
    await this.saving;
    await this.store();
  }

  private async store(): Promise<void> {
    const { current } = this;
    if (current === undefined || current === this.saved) return;
    try {
      await this.parts.backbone.positions.set(this.name, current);
      this.saved = current;
    } catch (error) {
      this.parts.watch.alarm?.('store-failed', { what: 'relay position', error: String(error) });
    }
  }
}
