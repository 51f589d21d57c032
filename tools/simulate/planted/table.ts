import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { workspaceRoot } from '../../../libs/testing/src/workspace/root';
import type { Found } from './measure';

const BEGIN = '<!-- planted: made by `npm run simulate -- --planted --write` -->';
const END = '<!-- planted: end -->';

/** Puts what was measured into docs/reliability.md. */
export async function writeTable(found: readonly Found[]): Promise<void> {
  const path = join(workspaceRoot(), 'docs/reliability.md');
  const text = readFileSync(path, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const [, after] = (rest ?? '').split(END);
  if (before === undefined || after === undefined)
    throw new Error(`${path} has no place for the table of planted bugs`);
  const rows = found.map(({ rule, mistake, histories, sign = '' }) => {
    return `| ${rule} | ${cell(mistake)} | ${histories ?? 'not found'} | ${cell(sign)} |`;
  });
  const table = ['| rule | mistake | histories | how it shows |', '| ---: | --- | ---: | --- |', ...rows].join('\n');
  const whole = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  const config = await resolveConfig(path);
  writeFileSync(path, await format(whole, { ...config, parser: 'markdown' }));
}

function cell(text: string): string {
  return text.replaceAll('|', '/');
}
