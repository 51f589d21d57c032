/** Where a tool or a test tells a person what it is doing. */
export type Say = (line: string) => void;

export const silent: Say = () => undefined;

const NOTICEABLE_MS = 2_000;
const REMINDER_MS = 10_000;

/**
 * Runs the work; says the label once it takes longer than two seconds and again now and then, and how long it took.
 * `pending` tells what is still awaited.
 */
export async function withProgress<T>(
  say: Say,
  label: string,
  work: () => Promise<T>,
  pending: () => string = () => '',
): Promise<T> {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  let reminder: NodeJS.Timeout | undefined;
  const notice = setTimeout(() => {
    say(`${label} ...`);
    reminder = setInterval(() => say(`${label} ... ${seconds()} ${pending()}`.trimEnd()), REMINDER_MS);
  }, NOTICEABLE_MS);
  try {
    const result = await work();
    if (reminder) say(`${label}: done in ${seconds()}.`);
    return result;
  } finally {
    clearTimeout(notice);
    clearInterval(reminder);
  }
}
