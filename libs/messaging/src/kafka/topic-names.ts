/** Puts a prefix before the names of topics and groups, so that several systems can share a cluster. */
export class TopicNames {
  private readonly before: string;
  private readonly plain = new Map<string, string>();

  constructor(prefix = '') {
    this.before = prefix === '' ? '' : `${prefix}-`;
  }

  /** The name on the cluster. */
  full(name: string): string {
    return this.before + name;
  }

  /** The name as contracts have it. */
  short(full: string): string {
    let name = this.plain.get(full);
    if (name === undefined) {
      name = full.slice(this.before.length);
      this.plain.set(full, name);
    }
    return name;
  }
}
