import type { AnyEndpoint } from './endpoint.ts';

/** The scope that a token needs for reads whose permission Wix does not document. */
export const unnamedReadScope = 'graph.read';

/** The scope that a token needs for writes whose permission Wix does not document. */
export const unnamedWriteScope = 'graph.write';

/** The scope that a token needs for a call: Wix's permission, or one of the graph's own where Wix documents none. */
export function scopeOf({ permission, retry }: Pick<AnyEndpoint, 'permission' | 'retry'>): string {
  return permission ?? (retry === 'read' ? unnamedReadScope : unnamedWriteScope);
}

/** The scope that a token needs for the links of invites. Everybody with such a link can join with the invite's roles. */
export const inviteSecretScope = 'invites.secret';
