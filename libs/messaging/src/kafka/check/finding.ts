/** What a finding is about: tells which setting, or whose rights, to look at. */
export type Subject = 'address' | 'tls' | 'user' | 'topics' | 'group';

/** What a check of a connection has found, in one sentence without a full stop. A problem keeps a service from doing its work. */
export interface Finding {
  readonly level: 'problem' | 'warning';
  readonly about: Subject;
  readonly text: string;
}

export function problem(about: Subject, text: string): Finding {
  return { level: 'problem', about, text };
}

export function warning(about: Subject, text: string): Finding {
  return { level: 'warning', about, text };
}
