/** What is known about an event besides its fields. */
export interface EventMeta {
  /** `<stream>/<version>#<index>`: unique, and the same on every delivery. */
  readonly id: string;
  readonly type: string;
  readonly merchantId: string;
  /** Id of the stream that recorded it, `<merchant>/<kind>/<key>` with encoded parts. */
  readonly stream: string;
  readonly streamKind: string;
  /** Key of that stream, decoded. */
  readonly key: string;
  readonly version: number;
  /** Place inside its decision, from 0. */
  readonly index: number;
  /** When it was recorded, RFC 3339 UTC. */
  readonly at: string;
  /** The service that recorded it. */
  readonly service: string;
  /** Id of the event that it was decided on; else the request, message, timer or intent. */
  readonly cause?: string;
  /** W3C `traceparent` of what caused it. */
  readonly trace?: string;
}
