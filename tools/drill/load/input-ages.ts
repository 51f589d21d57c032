/** Events that services have acted on, and how many of them only after more than a second. */
export interface InputAges {
  readonly inputs: number;
  readonly over1s: number;
}

const NAME = 'entrepot_input_age_seconds';

/** From being recorded by one service to being acted on by another, of everything since these services started. */
export async function inputAges(urls: readonly string[]): Promise<InputAges> {
  const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
  const lines = texts.flatMap((text) => text.split('\n'));
  const sum = (begin: string, has: string) =>
    lines
      .filter((line) => line.startsWith(begin) && line.includes(has))
      .reduce((all, line) => all + Number(line.split(' ').at(-1)), 0);
  const inputs = sum(`${NAME}_count`, '');
  return { inputs, over1s: inputs - sum(`${NAME}_bucket`, 'le="1",') };
}
