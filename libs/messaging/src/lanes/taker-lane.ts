import { isOpaqueId } from '@entrepot/contracts';
import { contentHash } from '@entrepot/kernel';
import type { Check } from '../contracts/contracts';
import { NO_MERCHANT, type Taken, type TakenMeta, type Taker, type TakerDefinition } from '../handlers/takes';
import { Header, traceIn } from '../message/headers';
import { UnreadableMessage, type Incoming } from '../message/incoming';
import { merchantOf } from '../message/merchant-of';
import { Admission } from '../runtime/admission';
import type { ServiceParts } from '../runtime/service-parts';
import type { Settlement } from '../runtime/watch';
import { SequenceLane, type Shelves } from './sequence-lane';

interface RegisteredTaker {
  readonly definition: TakerDefinition;
  readonly taker: Taker<object>;
}

interface Read {
  readonly raw: unknown;
  readonly hash: string;
  readonly errors: ReturnType<Check>;
}

/** A door for messages of others. Messages with the same key are taken one after the other. */
export class TakerLane extends SequenceLane {
  private readonly check: Check;
  readonly admission: Admission | undefined;

  constructor(
    private readonly registered: RegisteredTaker,
    parts: ServiceParts,
    shelves: Shelves,
  ) {
    super(registered.definition.name, parts, shelves);
    this.check = parts.contracts.body(registered.definition.body);
    const { clock, backbone } = parts;
    const terms = registered.taker.admission;
    this.admission = terms && new Admission(terms, { clock, streams: backbone.streams }, () => this.busy);
  }

  handlerOf(): string {
    return this.name;
  }

  async attempt(incoming: Incoming): Promise<Settlement> {
    const command = await this.registered.taker.command(this.taken(incoming));
    const { kind } = await this.parts.backbone.commands.handle(command);
    if (kind === 'committed') this.admission?.began(command.on, command.merchantId, command.key);
    return kind;
  }

  redrive(incoming: Incoming): Promise<Settlement> {
    return this.attempt(incoming);
  }

  protected sourceOf(incoming: Incoming): string {
    const key = incoming.raw.key?.toString();
    return `${incoming.topic}/${key === undefined || key === '' ? positionOf(incoming) : key}`;
  }

  private taken(incoming: Incoming): Taken<object> {
    const named = merchantOf(incoming);
    const merchantId = isOpaqueId(named) ? named : NO_MERCHANT;
    const { raw, hash, errors: ofBody } = this.read(incoming);
    const errors = [...this.headerErrors(incoming, named), ...ofBody];
    const meta = this.metaOf(incoming, merchantId, hash);
    if (errors.length > 0) return { ok: false, errors, raw, ...meta };
    return { ok: true, body: raw as object, ...meta };
  }

  private headerErrors(incoming: Incoming, named: string): ReturnType<Check> {
    const { type } = this.registered.definition;
    const sent = incoming.header(Header.type);
    const merchant = { field: Header.merchant, rule: 'required', message: 'must name the merchant, or the key must' };
    const nobody = { field: Header.merchant, rule: 'pattern', message: 'is no id of a merchant' };
    const other = { field: Header.type, rule: 'const', message: `must be ${type}` };
    return [
      ...(named === '' ? [merchant] : isOpaqueId(named) ? [] : [nobody]),
      ...(type !== undefined && sent !== undefined && sent !== type ? [other] : []),
    ];
  }

  /** The body, or the text that came in its place, with its hash and what is wrong with it. */
  private read(incoming: Incoming): Read {
    try {
      const { body } = incoming;
      return { raw: body, hash: contentHash(body ?? null), errors: this.check(body) };
    } catch (error) {
      const raw = incoming.raw.value?.toString();
      return {
        raw,
        hash: contentHash(raw ?? null),
        errors: [{ field: '', rule: 'json', message: whyUnreadable(error) }],
      };
    }
  }

  private metaOf(incoming: Incoming, merchantId: string, hash: string): TakenMeta {
    const position = positionOf(incoming);
    const messageId = incoming.header(Header.id) || position;
    const trace = traceIn(incoming.raw.headers);
    const source = `message:${incoming.topic}`;
    const cause = { source, key: messageId, hash, ...(trace && { trace }) };
    const key = incoming.raw.key?.toString() ?? '';
    return { messageId, merchantId, key, position, time: incoming.time, cause };
  }
}

/** A body that is nested deeper than the stack cannot be hashed; no contract is. */
function whyUnreadable(error: unknown): string {
  if (error instanceof RangeError) return 'The body is nested too deeply';
  return error instanceof UnreadableMessage ? error.message : String(error);
}

function positionOf({ topic, partition, offset }: Incoming): string {
  return `${topic}/${partition}/${offset}`;
}
