/** What was opened while a service started, to be closed in reverse: at its end, or when it cannot start after all. */
export class Opened {
  private closers: { readonly name: string; readonly close: () => Promise<unknown> }[] = [];

  add(name: string, close: () => Promise<unknown>): void {
    this.closers.push({ name, close });
  }

  /** Closes everything once, the last opened first. What fails does not keep the rest open; it is told to `failed`. */
  async closeAll(failed: (name: string, error: unknown) => void): Promise<void> {
    const closers = this.closers.reverse();
    this.closers = [];
    for (const { name, close } of closers) {
      try {
        await close();
      } catch (error) {
        failed(name, error);
      }
    }
  }
}
