import type { EmbeddedServer } from '@entrepot/testing';

/** A server that goes and comes back at the same address with the same data. */
export class Restartable {
  private constructor(
    readonly name: string,
    private readonly start: () => Promise<EmbeddedServer>,
    private server: EmbeddedServer,
  ) {}

  static async of(name: string, start: () => Promise<EmbeddedServer>): Promise<Restartable> {
    return new Restartable(name, start, await start());
  }

  get address(): string {
    return this.server.address;
  }

  /** Its process is there, well or not. */
  get isThere(): boolean {
    const { pid } = this.server;
    try {
      return pid !== undefined && process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  async goes(): Promise<void> {
    await this.server.stop();
  }

  async comes(): Promise<void> {
    this.server = await this.start();
  }
}
