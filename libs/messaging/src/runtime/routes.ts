import type { Lane } from '../lanes/lane';
import type { Admission } from './admission';

const NONE: readonly Lane[] = [];

/** Who wants the messages of one topic. */
export class TopicRoutes {
  private readonly byType = new Map<string, readonly Lane[]>();
  private readonly byKind = new Map<string, readonly Lane[]>();
  private door: readonly Lane[] | undefined;
  /** Without it everything that comes is taken. */
  admission: Admission | undefined;

  addType(type: string, lane: Lane): void {
    this.byType.set(type, [...(this.byType.get(type) ?? []), lane]);
  }

  /** Every event of streams of that kind. */
  addKind(kind: string, lane: Lane): void {
    this.byKind.set(kind, [...(this.byKind.get(kind) ?? []), lane]);
  }

  /** Every message, whatever it is. */
  addDoor(lane: Lane): void {
    this.door = [...(this.door ?? []), lane];
  }

  /** True: messages are events and say their type. */
  get ofEvents(): boolean {
    return this.door === undefined;
  }

  /** True: it matters which kind of stream an event is from. */
  get byStreamKind(): boolean {
    return this.byKind.size > 0;
  }

  lanes(type: string, kind: string | undefined): readonly Lane[] {
    if (this.door !== undefined) return this.door;
    const typed = this.byType.get(type) ?? NONE;
    const kinded = kind === undefined ? NONE : (this.byKind.get(kind) ?? NONE);
    if (kinded.length === 0) return typed;
    return typed.length === 0 ? kinded : [...typed, ...kinded];
  }
}

/** Routes of all topics that a service reads. */
export class Routes {
  private readonly topics = new Map<string, TopicRoutes>();

  /** The routes of a topic, which is read from now on. */
  of(topic: string): TopicRoutes {
    const routes = this.topics.get(topic) ?? new TopicRoutes();
    this.topics.set(topic, routes);
    return routes;
  }

  get names(): string[] {
    return [...this.topics.keys()].sort();
  }
}
