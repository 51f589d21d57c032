import 'reflect-metadata';

/** How one property of a config class is read from the environment. */
export interface SettingOptions {
  /** Environment variable; by default the property in upper snake case (`kafkaBrokers` is `KAFKA_BROKERS`). */
  readonly key?: string;
  /** Value when the variable is not set. Without it the variable is required. A secret may not have one. */
  readonly default?: unknown;
  /** May be left out; the property is then undefined. */
  readonly optional?: boolean;
  /** Never printed: not in problems, not in logs, not in the table of settings. It may come from a file: `<KEY>_FILE` names it. */
  readonly secret?: boolean;
  /** The variable names a file, read once at the start; the property is what it holds. */
  readonly file?: boolean;
}

export type SettingKind = 'text' | 'number' | 'flag' | 'list';

export interface SettingDefinition extends SettingOptions {
  readonly key: string;
  readonly property: string;
  readonly kind: SettingKind;
  readonly doc: string;
}

const SETTINGS = Symbol('entrepot:settings');

/**
 * Declares a property of a `ServiceConfig` class as a setting. The property's type says how the text is read: String,
 * Number, Boolean (`true`, `false`, `1`, `0`) or Array (comma separated). Rules are class-validator decorators beside it.
 */
export function Setting(doc: string, options: SettingOptions = {}): PropertyDecorator {
  return (target, name) => {
    const property = String(name);
    if (options.secret === true && options.default !== undefined) {
      throw new Error(`${property} is a secret: it may not have a default`);
    }
    const own = (Reflect.getOwnMetadata(SETTINGS, target) ?? []) as SettingDefinition[];
    const definition = {
      ...options,
      property,
      doc,
      key: options.key ?? upperSnake(property),
      kind: kindOf(target, name),
    };
    Reflect.defineMetadata(SETTINGS, [...own, definition], target);
  };
}

/** Every setting of a config class: those of the classes that it extends first. */
export function settingsOf(config: abstract new (...args: never[]) => object): SettingDefinition[] {
  const found: SettingDefinition[] = [];
  for (
    let level = config.prototype as object | null;
    level !== null;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    found.unshift(...((Reflect.getOwnMetadata(SETTINGS, level) ?? []) as SettingDefinition[]));
  }
  return found;
}

/** Every variable that a setting can be given by. A secret may stand in a file that `<KEY>_FILE` names, as clusters mount them. */
export function variablesOf({ key, secret }: SettingDefinition): string[] {
  return secret === true ? [key, fileVariable(key)] : [key];
}

/** The variable that names the file of a secret. */
export function fileVariable(key: string): string {
  return `${key}_FILE`;
}

function upperSnake(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function kindOf(target: object, name: string | symbol): SettingKind {
  const type: unknown = Reflect.getMetadata('design:type', target, name);
  if (type === Number) return 'number';
  if (type === Boolean) return 'flag';
  if (type === Array) return 'list';
  return 'text';
}
