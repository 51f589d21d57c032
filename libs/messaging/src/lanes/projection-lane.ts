import type { StateRow, ViewTable } from '@entrepot/eventstore';
import type { Projection, ProjectionDefinition } from '../handlers/projects';
import { BatchWriter } from '../runtime/batch-writer';
import type { ServiceParts } from '../runtime/service-parts';
import type { StreamState } from '../runtime/state-reader';
import { StreamLane, type StreamLaneTools, type Touched } from './stream-lane';

interface Pending {
  readonly row: StateRow<object>;
  readonly touched: Touched;
}

/** Keeps a state view: the newest state of each stream, written in batches; offsets move after the write. */
export class ProjectionLane extends StreamLane {
  private readonly writer: BatchWriter<Pending>;

  constructor(
    definition: ProjectionDefinition,
    private readonly projection: Projection<unknown>,
    parts: ServiceParts,
    tools: StreamLaneTools,
  ) {
    super(definition.name, definition.of, parts, tools);
    const table: ViewTable<object> = parts.backbone.view<object>(definition.view, definition.indexes);
    this.writer = new BatchWriter<Pending>({
      write: (pending) => table.upsert(pending.map(({ row }) => row)),
      refused: ({ touched }, error) => this.giveUp(touched, error),
      clock: parts.clock,
    });
  }

  protected follow(touched: Touched, { state, version }: StreamState, done: () => void): void {
    const { merchantId, key, at } = touched.meta;
    // A view shows one kind of stream: within a merchant the stream's key names its row.
    const row = this.projection.row(state, { merchantId, key, version, at });
    this.writer.add({ row: { id: key, merchantId, version, row }, touched }, done);
  }
}
