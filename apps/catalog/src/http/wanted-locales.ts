import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contentHash } from '@entrepot/kernel';
import { Answer } from '@entrepot/platform';
import { canonicalOrNone } from '../domain/locales';

const MOST_LANGUAGES = 20;

/** The languages that a caller reads, best first: `?locale=`, then `Accept-Language`. What is no language tag is left out. */
export const WantedLocales = createParamDecorator((_: unknown, host: ExecutionContext): string[] => {
  const request = host.switchToHttp().getRequest<{ query: { locale?: unknown }; headers: Record<string, unknown> }>();
  const { locale } = request.query;
  return wantedLocales(
    typeof locale === 'string' ? locale : undefined,
    String(request.headers['accept-language'] ?? ''),
  );
});

/** The same from the parameter and the header (RFC 9110: tags with weights). */
export function wantedLocales(asked: string | undefined, header: string): string[] {
  const ranges = header.split(',').slice(0, MOST_LANGUAGES).map(weighed);
  const accepted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  const tags = [...(asked === undefined ? [] : [asked]), ...accepted.map(({ tag }) => tag)];
  return [...new Set(tags.flatMap((tag) => canonicalOrNone(tag) ?? []))];
}

function weighed(range: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const weight = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.exec(parameters[0] ?? 'q=1')?.[1];
  return { tag, weight: Number(weight ?? 0) };
}

/**
 * The answer, marked as one that depends on the languages asked for. It depends on the time as well, since prices begin: its `ETag`
 * is the version and what is said, or who has kept it would be told that it is still the same in another language, or at a new price.
 */
export function inLanguage<B extends object>({ body, status, headers }: Answer<B>): Answer<B> {
  const { locale } = body as { readonly locale?: string };
  const language: Record<string, string> = locale === undefined ? {} : { 'Content-Language': locale };
  const version = headers['ETag']?.replace(/"$/, `-${contentHash(body).slice(0, 16)}"`);
  const tag: Record<string, string> = version === undefined ? {} : { ETag: version };
  return new Answer(body, status, { ...headers, Vary: 'Accept-Language', ...language, ...tag });
}
