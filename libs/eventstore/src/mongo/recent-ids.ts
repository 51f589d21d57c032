/** The ids that were added last. */
export class RecentIds {
  private readonly ids = new Set<string>();

  constructor(private readonly limit: number) {}

  has(id: string): boolean {
    return this.ids.has(id);
  }

  add(ids: readonly string[]): void {
    for (const id of ids) this.ids.add(id);
    for (const oldest of this.ids) {
      if (this.ids.size <= this.limit) return;
      this.ids.delete(oldest);
    }
  }

  clear(): void {
    this.ids.clear();
  }
}
