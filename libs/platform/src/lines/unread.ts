/** What a line is told that was written in another character set than the request says. */
export const NOT_UTF8 = 'has bytes that are no UTF-8: save the file as UTF-8, or name its charset in the content type';

/** Bytes that could not be decoded have become U+FFFD. Nobody means to write that, and what it stood for is lost. */
export function isUnread(text: string): boolean {
  return text.includes('\uFFFD');
}
