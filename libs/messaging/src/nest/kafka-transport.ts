import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { HandlerCollector } from '../handlers/definition';
import { HandlerRuntime } from '../runtime/handler-runtime';
import type { ServiceParts } from '../runtime/service-parts';

export interface KafkaTransportOptions {
  readonly parts: ServiceParts;
  /** Reading ended for good: the process must end, or it would stay as a pod that is alive and deaf. */
  readonly onEnded: (error: Error) => void;
}

/**
 * Kafka as a transport of Nest (`app.connectMicroservice({ strategy })`): the controllers that are handlers are found by
 * Nest and made by its injector; messages go to them directly, past Nest's proxies, pipes, filters and retries.
 */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('entrepot-kafka');
  private started: HandlerRuntime | undefined;

  constructor(private readonly options: KafkaTransportOptions) {
    super();
  }

  /** The runtime, once Nest has made the handlers. */
  get runtime(): HandlerRuntime | undefined {
    return this.started;
  }

  override listen(callback: (error?: unknown) => void): void {
    this.open().then(() => callback(), callback);
  }

  override async close(): Promise<void> {
    await this.started?.stop();
  }

  /** Finishes what is under way; the group is held until `close`. */
  async drain(): Promise<void> {
    await this.started?.drain();
  }

  override on(): void {
    // There is nothing to listen to: figures and alarms go to the watch of the service's parts.
  }

  override unwrap<T>(): T {
    return this.options.parts.bus as T;
  }

  private async open(): Promise<void> {
    const { parts, onEnded } = this.options;
    const runtime = new HandlerRuntime(parts, await this.handlers(), onEnded);
    await runtime.start();
    this.started = runtime;
  }

  /** Nest keeps only its proxies; each is asked once to hand over the instance behind it. */
  private async handlers(): Promise<object[]> {
    const instances: object[] = [];
    const collector: HandlerCollector = { collect: (instance) => instances.push(instance) };
    for (const [pattern, handler] of this.getHandlers()) {
      if (handler.next !== undefined) throw new Error(`more than one handler called ${pattern}`);
      await handler(collector);
    }
    return instances;
  }
}
