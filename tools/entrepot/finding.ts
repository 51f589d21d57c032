/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly level: 'ok' | 'warning' | 'problem';
  readonly text: string;
}
