import { Privacy, type Opened } from '@entrepot/privacy';

/** Seals nothing: what sealing does to texts makes no difference to the order of things, and costs time. */
export class PlainPrivacy extends Privacy {
  constructor() {
    super({} as never);
  }

  override async subject(merchantId: string, kind: string, ...name: readonly string[]): Promise<string> {
    return ['psn', merchantId, kind, ...name].join('_');
  }

  override async fingerprint(text: string): Promise<string> {
    return text;
  }

  override async seal<T extends object>(_target: unknown, value: T): Promise<T> {
    return value;
  }

  override async open<T extends object>(_target: unknown, value: T): Promise<Opened<T>> {
    return { value, erased: false };
  }

  override async openAll<T extends object>(_target: unknown, values: readonly T[]): Promise<Opened<T>[]> {
    return values.map((value) => ({ value, erased: false }));
  }
}
