const ZONE = 'America/Sao_Paulo';

const offsetNames = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, timeZoneName: 'longOffset' });

function offsetAt(instant: number): string {
  const part = offsetNames.formatToParts(instant).find(({ type }) => type === 'timeZoneName');
  return part?.value.replace('GMT', '') || '+00:00';
}

/**
 * The tables hold Brazilian wall-clock time as `7/24/2018 20:41`. Gives RFC 3339 with the offset that was in force
 * (summer time existed in those years), or undefined where the table holds nothing.
 */
export function toTimestamp(text: string | undefined): string | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(text ?? '');
  if (!match) return undefined;
  const [month = '', day = '', year = '', hour = '', minute = ''] = match.slice(1);
  const wall = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:00`;
  const guess = offsetAt(Date.parse(`${wall}-03:00`));
  return `${wall}${guess}`;
}
