import { readFileSync } from 'node:fs';
import { suiteSummary } from '../security/catalogue.ts';
import { coverageTable } from './coverage.ts';
import { metricsTable } from './metrics-table.ts';
import { mutationPage } from './mutation-page.ts';
import { permissionTables } from './permissions.ts';
import { quirkRows } from './quirk-table.ts';
import { enumRows, namesTable, operationTable, personalTable, schemaReference } from './reference.ts';
import { withSection } from './sections.ts';
import { staleTable } from './stale-fields.ts';

/** A page, or a section of one, that is generated from the sources. */
export interface GeneratedText {
  readonly page: string;
  /** Name of the section's markers. Null if the page as a whole is generated. */
  readonly section: string | null;
  readonly make: () => string | Promise<string>;
}

export const generatedTexts: readonly GeneratedText[] = [
  { page: 'docs/schema.md', section: null, make: schemaReference },
  { page: 'docs/mutations.md', section: null, make: mutationPage },
  { page: 'docs/coverage.md', section: 'coverage', make: coverageTable },
  { page: 'docs/permissions.md', section: 'permissions', make: permissionTables },
  { page: 'docs/security.md', section: 'security-suite', make: suiteSummary },
  { page: 'docs/operations.md', section: 'operations', make: operationTable },
  { page: 'docs/errors.md', section: 'user-errors', make: () => enumRows('UserErrorCode') },
  { page: 'docs/federation.md', section: 'personal', make: personalTable },
  { page: 'docs/federation.md', section: 'names', make: namesTable },
  { page: 'docs/frontend.md', section: 'stale', make: staleTable },
  { page: 'docs/operating.md', section: 'metrics', make: metricsTable },
  { page: 'docs/sandbox.md', section: 'quirks', make: quirkRows },
];

/** Returns the page as it should be. */
export async function freshPage({ page, section, make }: GeneratedText): Promise<string> {
  const content = await make();
  return section === null ? content : withSection(readFileSync(page, 'utf8'), section, content);
}
