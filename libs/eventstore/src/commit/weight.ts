const MAX_DEPTH = 60;

/**
 * Bytes of a value's JSON, to within its escapes. Throws on what would not come back from the database as it went in:
 * dates, big integers, functions, infinite numbers, maps, circles, NUL in field names.
 */
export function weigh(value: unknown): number {
  return weighValue(value, 0);
}

function weighValue(value: unknown, depth: number): number {
  switch (typeof value) {
    case 'string':
      return Buffer.byteLength(value) + 2;
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`JSON cannot hold ${value}`);
      return 12;
    case 'boolean':
    case 'undefined':
      return 5;
    case 'object':
      return value === null ? 4 : weighObject(value, depth + 1);
    default:
      throw new Error(`JSON cannot hold a ${typeof value}`);
  }
}

function weighObject(value: object, depth: number): number {
  if (depth > MAX_DEPTH) throw new Error(`a value is nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) return weighList(value, depth);
  if (isNoJson(value)) throw new Error(`JSON cannot hold a ${value.constructor.name}`);
  let bytes = 2;
  for (const name of Object.keys(value)) {
    if (name.includes('\0')) throw new Error('a field name cannot hold NUL');
    bytes += Buffer.byteLength(name) + 4 + weighValue((value as Record<string, unknown>)[name], depth);
  }
  return bytes;
}

function weighList(values: readonly unknown[], depth: number): number {
  let bytes = 2;
  for (const value of values) {
    if (value === undefined) throw new Error('a list cannot hold undefined');
    bytes += 1 + weighValue(value, depth);
  }
  return bytes;
}

function isNoJson(value: object): boolean {
  return value instanceof Map || value instanceof Set || ArrayBuffer.isView(value) || 'toJSON' in value;
}
