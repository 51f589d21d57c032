import { existsSync, renameSync, rmSync } from 'node:fs';

/**
 * Java's own archive of loaded classes (class data sharing): a broker that starts with one needs half of the CPU time. A
 * broker of `npm start` that is stopped in order leaves it behind; a Java that cannot use it goes on without it.
 */
export class ClassArchive {
  private readonly draft: string;

  constructor(private readonly file: string) {
    this.draft = `${file}.${process.pid}.draft`;
  }

  /** Flags to start with it; none while there is none. */
  get toUse(): readonly string[] {
    return existsSync(this.file) ? ['-Xshare:auto', `-XX:SharedArchiveFile=${this.file}`] : [];
  }

  /** Flags for a broker that makes it when it leaves. */
  get toMake(): readonly string[] {
    return [`-XX:ArchiveClassesAtExit=${this.draft}`];
  }

  /** After the broker has ended; `inOrder`: by itself, so what it wrote is whole. */
  keep(inOrder: boolean): void {
    if (!existsSync(this.draft)) return;
    if (inOrder && !existsSync(this.file)) renameSync(this.draft, this.file);
    else rmSync(this.draft, { force: true });
  }
}
