import type { Cause, Command, Result } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { Reaction, ReactionDefinition } from '../handlers/reacts';
import type { EventMeta } from '../message/event-meta';
import { Header } from '../message/headers';
import { Incoming } from '../message/incoming';
import type { ServiceParts } from '../runtime/service-parts';
import type { Settlement } from '../runtime/watch';
import { wasDecided } from './earlier-decision';
import { Gathering } from './gathering';
import { SequenceLane, type Shelves } from './sequence-lane';

type AnyReaction = Reaction<unknown, AnyEvent, unknown>;

interface Registered {
  readonly definition: ReactionDefinition;
  readonly reaction: AnyReaction;
  readonly gathering?: Gathering;
}

interface Input {
  readonly registered: Registered;
  readonly event: AnyEvent;
  readonly meta: EventMeta;
  readonly data: unknown;
}

/**
 * All reactions of one kind of stream. They share a lane because they share the memory of causes: the fold keeps the
 * highest version and index per source stream, whatever the type of the event was.
 */
export class ReactionLane extends SequenceLane {
  private readonly reactions = new Map<string, Registered>();
  /** The topic over which each kind of source stream is heard of. */
  private readonly topics = new Map<string, string>();

  constructor(streamKind: string, parts: ServiceParts, shelves: Shelves) {
    super(streamKind, parts, shelves);
  }

  add(definition: ReactionDefinition, reaction: AnyReaction): void {
    const gather = reaction.gather?.bind(reaction);
    this.reactions.set(definition.event, { definition, reaction, ...(gather && { gathering: new Gathering(gather) }) });
  }

  handlerOf(incoming: Incoming): string {
    const type = incoming.header(Header.type) ?? '';
    return this.reactions.get(type)?.definition.name ?? this.name;
  }

  async attempt(incoming: Incoming): Promise<Settlement> {
    const known = this.inputOf(incoming);
    const input = known instanceof Promise ? await known : known;
    const [first, ...others] = this.targetsOf(input);
    if (first === undefined) return 'ignored';
    const { kind } = await this.decide(input, first);
    for (const key of others) await this.decide(input, key);
    return kind;
  }

  /**
   * An input that was given up and is tried again by hand. Later inputs of its source have gone past it, so its place
   * may be below the highest one: then, if no decision was made for it, it is decided as a one-shot input.
   */
  async redrive(incoming: Incoming): Promise<Settlement> {
    await this.expectNoneBefore(incoming);
    const input = await this.inputOf(incoming);
    let how: Settlement = 'ignored';
    for (const key of this.targetsOf(input)) {
      const { kind } = await this.decide(input, key);
      how = kind === 'repeated' ? await this.decideLate(input, key) : kind;
    }
    return how;
  }

  /** What is parked comes later, and would be below the highest place then: dropped as a repeat, though nobody has decided on it. */
  private async expectNoneBefore({ meta }: Incoming): Promise<void> {
    const key = { reaction: this.name, source: meta.stream };
    const [first] = await this.parts.backbone.parkedInputs.inputs(key, 1);
    if (first === undefined) return;
    const { id, version, index } = Incoming.ofHeld(first.message).meta;
    if (version < meta.version || (version === meta.version && index < meta.index)) {
      throw new Error(`${id} is parked and comes first: have it tried, or give it up`);
    }
  }

  protected sourceOf(incoming: Incoming): string {
    return incoming.meta.stream;
  }

  /** At once, unless something has to be gathered for it. */
  private inputOf(incoming: Incoming): Input | Promise<Input> {
    const { meta } = incoming;
    const event = incoming.event(this.parts.contracts);
    this.expectOneTopic(meta.streamKind, incoming.topic);
    const registered = this.reactions.get(meta.type);
    if (registered === undefined) throw new Error(`no reaction of ${this.name} to ${meta.type}`);
    const gathered = registered.gathering?.of(event, meta.merchantId);
    if (gathered === undefined) return { registered, event, meta, data: undefined };
    return gathered.then((data) => ({ registered, event, meta, data }));
  }

  /**
   * Events of one stream that came over two topics would overtake each other, and what is overtaken is dropped as a
   * repeat: nothing is decided then, the inputs wait and a person is told.
   */
  private expectOneTopic(sourceKind: string, topic: string): void {
    const known = this.topics.get(sourceKind);
    if (known === undefined) this.topics.set(sourceKind, topic);
    else if (known !== topic) {
      throw new Error(`${this.name} hears of ${sourceKind} over ${known} and ${topic}: all must come over one topic`);
    }
  }

  private targetsOf({ registered, event, meta }: Input): readonly string[] {
    const keys = registered.definition.id(event, meta);
    if (keys === undefined) return [];
    return typeof keys === 'string' ? [keys] : keys;
  }

  private decide(input: Input, key: string): Promise<Result<unknown>> {
    const { stream, version, index, trace } = input.meta;
    return this.handle(input, key, { source: stream, position: [version, index], ...(trace && { trace }) });
  }

  private async decideLate(input: Input, key: string): Promise<Settlement> {
    const { registered, meta } = input;
    const target = { on: registered.definition.on, merchantId: meta.merchantId, key };
    if (await wasDecided(this.parts.backbone.streams, target, meta)) return 'repeated';
    const cause = { source: `late:${meta.stream}`, key: meta.id, ...(meta.trace && { trace: meta.trace }) };
    return (await this.handle(input, key, cause)).kind;
  }

  private handle({ registered, event, meta, data }: Input, key: string, cause: Cause): Promise<Result<unknown>> {
    const { definition, reaction } = registered;
    const { also } = definition;
    const command: Command<unknown> = {
      on: definition.on,
      merchantId: meta.merchantId,
      key,
      cause,
      decide: (state, given) => reaction.decide(state, event, given, data),
      ...(also && { also: (state, peek) => also(state, event, peek) }),
    };
    return this.parts.backbone.commands.handle(command);
  }
}
