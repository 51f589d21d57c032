import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainFailure, runCommand } from '@entrepot/testing';

const PIECE_BYTES = 256 * 1024;

/** A file system of its own, in memory, that can be filled to the last byte. Mounting wants root. */
export class SmallDisk {
  /** A drill that is broken off would leave it mounted, and all that it holds in memory. */
  private readonly leave = () => void spawnSync('umount', ['-l', this.folder]);

  private constructor(readonly folder: string) {
    process.once('exit', this.leave);
  }

  static async mount(folder: string, mib: number): Promise<SmallDisk> {
    mkdirSync(folder, { recursive: true });
    const { code, output } = await runCommand('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder]);
    if (code !== 0) {
      throw new PlainFailure(`A small disk could not be mounted (${output.trim()}): run this drill as root.`);
    }
    return new SmallDisk(folder);
  }

  get freeMib(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return (bavail * bsize) / 2 ** 20;
  }

  /** Takes all the space that is left; again, it takes what was given free meanwhile. */
  fill(): void {
    try {
      for (;;) appendFileSync(this.ballast, Buffer.alloc(PIECE_BYTES));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  clear(): void {
    writeFileSync(this.ballast, '');
    rmSync(this.ballast);
  }

  async unmount(): Promise<void> {
    process.off('exit', this.leave);
    await runCommand('umount', ['-l', this.folder]);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}
