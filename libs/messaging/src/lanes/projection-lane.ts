import type { StateRow, ViewTable } from '@entrepot/eventstore';
import type { StreamType } from '@entrepot/kernel';
import type { Projection, ProjectionDefinition, RowRef } from '../handlers/projects';
import { BatchWriter, tellWaiting } from '../runtime/batch-writer';
import type { ServiceParts } from '../runtime/service-parts';
import type { StreamState } from '../runtime/state-reader';
import type { StreamView } from '../views/view-source';
import type { Touched } from './moving-streams';
import { StreamLane, type StreamLaneTools } from './stream-lane';

interface Pending {
  readonly row: StateRow<object>;
  readonly touched: Touched;
}

/** Keeps a state view: the newest state of each stream, written in batches; offsets move after the write. */
export class ProjectionLane extends StreamLane implements StreamView {
  readonly follows = 'streams';
  private readonly writer: BatchWriter<Pending>;

  constructor(
    private readonly definition: ProjectionDefinition,
    private readonly projection: Projection<unknown>,
    parts: ServiceParts,
    tools: StreamLaneTools,
  ) {
    super(definition.name, definition.of, parts, tools);
    const table: ViewTable<object> = parts.backbone.view<object>(definition.view, definition.indexes);
    this.writer = new BatchWriter<Pending>({
      write: (pending) => table.upsert(pending.map(({ row }) => row)),
      refused: ({ touched }, error) => this.giveUp(touched, error),
      waits: tellWaiting(parts, definition.name),
      clock: parts.clock,
    });
  }

  protected follow(touched: Touched, { state, version }: StreamState, done: () => void): void {
    const { merchantId, key, at } = touched.meta;
    this.writer.add({ row: this.rowOf(state, { merchantId, key, version, at }), touched }, done);
  }

  get view(): string {
    return this.definition.view;
  }

  get of(): StreamType<unknown> {
    return this.definition.of;
  }

  /** A view shows one kind of stream: within a merchant the stream's key names its row. */
  rowOf(state: unknown, ref: RowRef): StateRow<object> {
    const { merchantId, key, version } = ref;
    return { id: key, merchantId, version, row: this.projection.row(state, ref) };
  }
}
