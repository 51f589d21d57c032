/** The condition on a recorded time for moments from `since` on and before `until`; undefined when neither is given. */
export function between(since?: string, until?: string): { gte?: string; lt?: string } | undefined {
  if (since === undefined && until === undefined) return undefined;
  return { ...(since && { gte: recordedTime(since) }), ...(until && { lt: recordedTime(until) }) };
}

/** The last moment whose text compares as a moment: years of five digits begin with a sign. */
const END_OF_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A moment in the form in which times are recorded, so that texts compare as moments. */
export function recordedTime(moment: string): string {
  return new Date(Math.min(Date.parse(moment), END_OF_TIME)).toISOString();
}
