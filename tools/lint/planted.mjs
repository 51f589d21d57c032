// Lints pieces of code as if they stood at given paths, with the import rules only: shows that the rules bite.
// Reads [{ path, code }] from standard input, writes the messages of each as JSON.
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { boundaryRules } from './boundaries.mjs';
import { root } from '../setup/paths.mjs';

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, ...boundaryRules],
});

const planted = JSON.parse(await text(process.stdin));
const messages = [];
for (const { path, code } of planted) {
  const [result] = await eslint.lintText(code, { filePath: join(root, path) });
  messages.push(result.messages.map(({ message }) => message));
}
process.stdout.write(JSON.stringify(messages));
