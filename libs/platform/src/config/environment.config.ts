/** The environment of this process. Nothing else in the libraries reads it. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
