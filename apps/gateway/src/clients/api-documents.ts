import { json } from 'node:stream/consumers';
import { Injectable, Logger } from '@nestjs/common';
import type { ApiDocument } from '../domain/merge-documents';
import type { NeighbourName } from '../domain/route-table';
import { GatewayConfig } from '../gateway.config';
import { Upstreams } from './upstreams';

export interface KnownDocument {
  readonly service: NeighbourName;
  /** Undefined: the service has not answered since this process started. */
  readonly document?: ApiDocument;
  /** Whether the service answered when it was last asked. */
  readonly isCurrent: boolean;
}

interface Held extends KnownDocument {
  readonly askedAt: number;
}

const PATIENCE_MS = 3_000;
/** A service that did not answer is asked again after this. */
const SOON_MS = 2_000;

/** The OpenAPI documents of the services, read when they are wanted and at most every `documentsEveryMs`. */
@Injectable()
export class ApiDocuments {
  private readonly held = new Map<NeighbourName, Promise<Held>>();
  private readonly logger = new Logger('documents');

  constructor(
    private readonly upstreams: Upstreams,
    private readonly config: GatewayConfig,
  ) {}

  /** One entry per service. A service that is away keeps the document that it last gave. */
  all(): Promise<KnownDocument[]> {
    return Promise.all(this.upstreams.names.map((service) => this.of(service)));
  }

  private async of(service: NeighbourName): Promise<Held> {
    const before = await this.held.get(service);
    const age = before === undefined ? Infinity : performance.now() - before.askedAt;
    const every = before?.isCurrent ? this.config.documentsEveryMs : Math.min(SOON_MS, this.config.documentsEveryMs);
    if (age >= every) this.held.set(service, this.read(service, before));
    return this.held.get(service) ?? this.of(service);
  }

  private async read(service: NeighbourName, before: Held | undefined): Promise<Held> {
    const askedAt = performance.now();
    try {
      return { service, document: await this.documentOf(service), isCurrent: true, askedAt };
    } catch (error) {
      this.logger.warn('no OpenAPI document', { service, err: error });
      return { ...before, service, isCurrent: false, askedAt };
    }
  }

  private async documentOf(service: NeighbourName): Promise<ApiDocument> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await this.upstreams.get(service, '/openapi.json', signal);
    const document = (await json(answer.body)) as Partial<ApiDocument>;
    if (answer.status !== 200 || typeof document.paths !== 'object') {
      throw new Error(`${service} answers ${answer.status} and no OpenAPI document`);
    }
    return { ...document, paths: document.paths };
  }
}
