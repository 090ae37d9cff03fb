import { type GraphQLInputType, getNamedType, getNullableType, isInputObjectType, isListType } from 'graphql';

/** Ids of what another account owns. */
export interface Foreign {
  readonly siteId: string;
  readonly accountId: string;
}

/** An input that names something of another account at one place. */
export interface ForeignInput {
  readonly place: string;
  readonly input: object;
}

/**
 * The inputs that come of naming a foreign site or account at each place of an input that takes one, also where the given input names
 * none. `isMixed` puts foreign ids into lists beside those that are there.
 */
export function foreignInputs(
  type: GraphQLInputType | undefined,
  given: unknown,
  foreign: Foreign,
  isMixed = false,
): ForeignInput[] {
  const inputType = getNamedType(type);
  if (!isInputObjectType(inputType) || typeof given !== 'object' || given === null) return [];
  const input = given as Readonly<Record<string, unknown>>;
  return Object.values(inputType.getFields()).flatMap(({ name, type: fieldType }): ForeignInput[] => {
    const value = input[name];
    const isList = isListType(getNullableType(fieldType));
    const withField = (place: string, changed: unknown) => ({ place, input: { ...input, [name]: changed } });
    const id = foreignIdFor(name, foreign);
    if (id !== null) {
      if (!isList) return isMixed ? [] : [withField(name, id)];
      return [withField(name, isMixed && Array.isArray(value) ? [...value, id] : [id])];
    }
    const items = isList && Array.isArray(value) ? value : [value];
    return items.flatMap((item, index) =>
      foreignInputs(fieldType, item, foreign, isMixed).map((inner) =>
        withField(`${name}.${inner.place}`, isList ? items.with(index, inner.input) : inner.input),
      ),
    );
  });
}

/** What a field of this name takes; null for one that takes neither, or that names a contributor, who is usually from elsewhere. */
function foreignIdFor(name: string, { siteId, accountId }: Foreign): string | null {
  if (/siteIds?$/i.test(name)) return siteId;
  return /accountId$/i.test(name) && name !== 'contributorAccountId' ? accountId : null;
}
