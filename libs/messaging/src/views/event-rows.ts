import type { CommitRecord } from '@entrepot/eventstore';
import type { OutgoingMessage } from '../bus/bus';
import { Incoming } from '../message/incoming';
import { Outgoing } from '../relay/outgoing';
import type { EventView, RowMaker, Rows, Table } from './view-source';

/** Rows of a view that is made from events: those of this service from its records, as the relay publishes them. */
export class EventRows implements RowMaker {
  constructor(
    private readonly source: EventView,
    private readonly outgoing: Outgoing,
    /** An event that cannot be shown: it is left out. */
    private readonly skipped: (event: string, error: unknown) => void,
  ) {}

  scanned(records: readonly CommitRecord[]): Rows {
    const messages = records.flatMap((record) => this.wanted(record));
    return this.written(messages.map(incomingOf));
  }

  followed(records: readonly CommitRecord[]): Promise<Rows> {
    return Promise.resolve(this.scanned(records));
  }

  heard(incoming: readonly Incoming[]): Rows {
    return this.written(incoming);
  }

  private wanted(record: CommitRecord): OutgoingMessage[] {
    if (!record.events.some(({ type }) => this.source.events.includes(type))) return [];
    return this.outgoing.messagesOf(record).filter((_, at) => this.source.events.includes(record.events[at]!.type));
  }

  private written(incoming: readonly Incoming[]): Rows {
    const rows = incoming.flatMap((each) => this.rowsOf(each));
    const writeTo = (table: Table) => (rows.length === 0 ? Promise.resolve() : this.source.writeTo(table, rows));
    return { count: rows.length, writeTo };
  }

  private rowsOf(incoming: Incoming): readonly unknown[] {
    try {
      return this.source.rowsOf(incoming);
    } catch (error) {
      this.skipped(incoming.header('ce_id') ?? '', error);
      return [];
    }
  }
}

function incomingOf({ topic, key, value, headers }: OutgoingMessage): Incoming {
  return Incoming.ofHeld({ topic, partition: 0, offset: 0, key, value, headers: { ...headers } });
}
