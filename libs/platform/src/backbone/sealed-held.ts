import type { Backbone, HeldMessage, ParkedInput } from '@entrepot/eventstore';
import { Privacy, SealBroken, SubjectErased } from '@entrepot/privacy';
import type { SubjectOfMessage } from './service-definition';

type PlainTopics = Readonly<Record<string, SubjectOfMessage>>;

interface Held {
  readonly merchantId: string;
  readonly message: HeldMessage;
}

/**
 * Messages that others sent in plain are kept sealed, whole, for whom they are about, wherever they have to wait or are given up;
 * read again, they are as they were sent. Of somebody who was erased only the envelope is left.
 */
export class SealedHeld {
  constructor(
    private readonly privacy: Privacy,
    private readonly plainTopics: PlainTopics,
  ) {}

  around(backbone: Backbone): Backbone {
    const { parkedInputs, deadLetters } = backbone;
    const opened = async (inputs: Promise<ParkedInput[]>) => Promise.all((await inputs).map((one) => this.open(one)));
    const openable = async (inputs: Promise<ParkedInput[]>) =>
      Promise.all((await inputs).map((one) => this.openIfItOpens(one)));
    return {
      ...backbone,
      parkedInputs: over(parkedInputs, {
        park: async (inputs) => parkedInputs.park(await this.sealAll(inputs)),
        inputs: (key, limit) => opened(parkedInputs.inputs(key, limit)),
        due: (topic, partitions, limit) => openable(parkedInputs.due(topic, partitions, limit)),
        show: async (merchantId, id) => this.openIfAny(await parkedInputs.show(merchantId, id)),
      }),
      deadLetters: over(deadLetters, {
        add: async (letters) => deadLetters.add(await this.sealAll(letters)),
        show: async (merchantId, id) => this.openIfAny(await deadLetters.show(merchantId, id)),
      }),
    };
  }

  private sealAll<H extends Held>(held: readonly H[]): Promise<H[]> {
    return Promise.all(held.map((one) => this.seal(one)));
  }

  private async seal<H extends Held>(held: H): Promise<H> {
    const { message, merchantId } = held;
    const subjectOf = this.plainTopics[message.topic];
    if (subjectOf === undefined || message.value === null) return held;
    const { topic, partition, offset, value } = message;
    const name = subjectOf(merchantId, parsed(value)) ?? ['message', topic, String(partition), String(offset)];
    const subject = await this.privacy.subject(merchantId, ...name);
    return { ...held, message: { ...message, value: await this.sealedText(value, subject) } };
  }

  private async sealedText(text: string, subject: string): Promise<string | null> {
    try {
      return (await this.privacy.sealTexts([text], subject))[0] ?? null;
    } catch (error) {
      if (error instanceof SubjectErased) return null;
      throw error;
    }
  }

  private async openIfAny<H extends Held>(held: H | undefined): Promise<H | undefined> {
    return held && this.open(held);
  }

  /** What no key opens stays sealed: it is in the way when it is its key's turn, and of no other key before. */
  private async openIfItOpens<H extends Held>(held: H): Promise<H> {
    return this.open(held).catch((error: unknown) => {
      if (error instanceof SealBroken) return held;
      throw error;
    });
  }

  private async open<H extends Held>(held: H): Promise<H> {
    const { message } = held;
    if (message.value === null || this.plainTopics[message.topic] === undefined) return held;
    return { ...held, message: { ...message, value: (await this.privacy.openText(message.value)) ?? null } };
  }
}

/** The same object with some methods done otherwise. */
function over<T extends object>(inner: T, methods: Partial<T>): T {
  return Object.assign(Object.create(inner) as T, methods);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
