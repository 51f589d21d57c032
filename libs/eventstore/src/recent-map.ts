/**
 * A map that keeps at least the last `atLeast` keys that were set and at most twice as many. Forgetting costs nothing per
 * key: the older half goes at once.
 */
export class RecentMap<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  constructor(private readonly atLeast: number) {}

  get(key: string): V | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  /** As `get`; the key counts as set anew. */
  use(key: string): V | undefined {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const old = this.old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: V): void {
    if (this.young.size >= this.atLeast && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }

  has(key: string): boolean {
    return this.young.has(key) || this.old.has(key);
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
