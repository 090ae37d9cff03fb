/** Prints each generated page that is stale, and exits with 1 if there is one. `npm run check` runs it. */
import { readFileSync } from 'node:fs';
import { freshPage, generatedTexts } from './generated.ts';

for (const text of generatedTexts) {
  if ((await freshPage(text)) === readFileSync(text.page, 'utf8')) continue;
  const place = text.section === null ? text.page : `${text.page}, section ${text.section},`;
  process.stderr.write(`${place} is stale: run npm run generate\n`);
  process.exitCode = 1;
}
