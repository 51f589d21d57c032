/** What is wrong with a TLS connection, by what OpenSSL and Node call it. The other side is `it`. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/CERT_HAS_EXPIRED|certificate has expired/i, 'its certificate has expired'],
  [/CERT_NOT_YET_VALID/, 'its certificate is not valid yet'],
  [
    /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|unable to (verify|get)|self.signed/i,
    'its certificate is signed by no authority that we know',
  ],
  [/ALTNAME_INVALID|does not match certificate/i, 'its certificate is for another host name'],
  [
    /certificate.required|bad.certificate|alert.unknown.ca|alert.certificate/i,
    'it refuses our certificate, or wants one',
  ],
  [/wrong.version.number|disconnected before secure TLS|packet length too long/i, 'it does not speak TLS there'],
];

interface Told {
  readonly code?: string | number;
  readonly message?: string;
  readonly cause?: Told;
}

/** In words, why TLS to the other side failed; undefined where it was not TLS that failed. */
export function tlsWords(error: unknown): string | undefined {
  for (let at = error as Told | undefined; at !== undefined && at !== null; at = at.cause) {
    const text = `${at.code ?? ''} ${at.message ?? ''}`;
    const words = WORDS.find(([pattern]) => pattern.test(text))?.[1];
    if (words !== undefined) return words;
  }
  return undefined;
}
