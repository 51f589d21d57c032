/** How every sealed text begins; what follows is the subject and the ciphertext. */
export const SEALED_PREFIX = 'sealed:v1:';

/** A sealed text: `sealed:v1:<subject>:<nonce, ciphertext and tag in base64url>`. */
export const SEALED_PATTERN = '^sealed:v1:[A-Za-z0-9_-]{4,64}:[A-Za-z0-9_-]{38,}$';

/** The subject of a sealed text; undefined for any other text. */
export function subjectOf(text: string): string | undefined {
  if (!text.startsWith(SEALED_PREFIX)) return undefined;
  const end = text.indexOf(':', SEALED_PREFIX.length);
  return end < 0 ? undefined : text.slice(SEALED_PREFIX.length, end);
}

export const SEALED_SAYS = 'be sealed: personal data leaves a door only encrypted';
