import { applicationError, Refusal } from '../answer.ts';
import type { Call } from '../route.ts';
import type { SandboxSite } from '../state/site.ts';

/**
 * Refuses a write on a site in the trash, which is not editable there. UNKNOWN: the code; it is the sandbox's own.
 */
export function refuseTrashed({ quirks }: Pick<Call, 'quirks'>, site: SandboxSite): void {
  if (site.trashedDate === undefined || quirks.trashedSiteWrites === 'accept') return;
  throw new Refusal(applicationError(quirks.trashedSiteStatus, 'SITE_IN_TRASH', `Site ${site.id} is in the trash.`));
}
