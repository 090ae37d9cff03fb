import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import { type AddressNotePlacement, placements, type SiteAddress } from './address.ts';
import { AddressNotePlacementRef } from './address-schema.ts';
import { checkLength } from './properties-write.ts';

type Maybe<T> = T | null | undefined;

/** An address as given by a caller. It replaces the existing one: omitted fields are cleared. */
export interface AddressInput {
  readonly street?: Maybe<string>;
  readonly streetNumber?: Maybe<string>;
  readonly apartmentNumber?: Maybe<string>;
  readonly postalCode?: Maybe<string>;
  readonly city?: Maybe<string>;
  readonly state?: Maybe<string>;
  readonly country?: Maybe<string>;
  readonly formatted?: Maybe<string>;
  readonly isPhysical: boolean;
  readonly note?: Maybe<{ readonly text: string; readonly placement: AddressNotePlacement }>;
  readonly coordinates?: Maybe<{ readonly latitude: number; readonly longitude: number }>;
}

const AddressNoteInput = builder.inputType('AddressNoteInput', {
  description: 'A text that is shown with an address.',
  fields: (t) => ({
    text: t.string({ required: true, description: 'The text, for instance "In the passage".' }),
    placement: t.field({
      type: AddressNotePlacementRef,
      required: true,
      description: 'The position of the text relative to the address. UNKNOWN is not accepted.',
    }),
  }),
});

const CoordinatesInput = builder.inputType('CoordinatesInput', {
  description: 'A point on the globe.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Degrees north, -90 to 90.' }),
    longitude: t.float({ required: true, description: 'Degrees east, -180 to 180.' }),
  }),
});

export const SiteAddressInputRef = builder.inputRef<AddressInput>('SiteAddressInput').implement({
  description: 'An address, as a whole: omitted fields are cleared.',
  fields: (t) => ({
    street: t.string({ description: 'The street.' }),
    streetNumber: t.string({ description: 'The house number.' }),
    apartmentNumber: t.string({ description: 'The apartment number.' }),
    postalCode: t.string({ description: 'The postal code, at most 20 characters.' }),
    city: t.string({ description: 'The city.' }),
    state: t.string({ description: 'The state or region.' }),
    country: t.string({ description: 'The country, a two-letter ISO 3166-1 code such as `PT`.' }),
    formatted: t.string({ description: "The address in one line, in Google's format." }),
    isPhysical: t.boolean({
      required: true,
      defaultValue: true,
      description: 'Whether people can visit the address.',
    }),
    note: t.field({ type: AddressNoteInput, description: 'A text that is shown with the address.' }),
    coordinates: t.field({ type: CoordinatesInput, description: 'The location of the address on a map.' }),
  }),
});

/** Returns the address as it will be read. Throws an InputError for input that Wix would reject. */
export function addressAfter(address: AddressInput): SiteAddress {
  checkLength('address.postalCode', address.postalCode, 20);
  const { country, coordinates, note } = address;
  if (typeof country === 'string' && !/^[A-Z]{2}$/.test(country)) {
    throw new InputError('address.country', 'country must be a code of two capital letters such as PT.');
  }
  if (coordinates && !(Math.abs(coordinates.latitude) <= 90 && Math.abs(coordinates.longitude) <= 180)) {
    throw new InputError(
      'address.coordinates',
      'coordinates must have a latitude from -90 to 90 and a longitude from -180 to 180.',
    );
  }
  if (note?.placement === 'UNKNOWN') {
    throw new InputError('address.note.placement', 'placement must not be UNKNOWN.');
  }
  return {
    street: address.street ?? null,
    streetNumber: address.streetNumber ?? null,
    apartmentNumber: address.apartmentNumber ?? null,
    postalCode: address.postalCode ?? null,
    city: address.city ?? null,
    state: address.state ?? null,
    country: country ?? null,
    formatted: address.formatted ?? null,
    isPhysical: address.isPhysical,
    note: note ? { ...note, placementRaw: wixPlacement(note.placement) } : null,
    coordinates: coordinates ? { latitude: coordinates.latitude, longitude: coordinates.longitude } : null,
  };
}

function wixPlacement(placement: AddressNotePlacement): string | null {
  return Object.entries(placements).find(([, ours]) => ours === placement)?.[0] ?? null;
}

/** Maps the address to Wix's names. Null fields are omitted. */
export function toWixAddress(address: SiteAddress): Readonly<Record<string, unknown>> {
  const { postalCode, formatted, note, coordinates, ...same } = address;
  const all = {
    ...same,
    zip: postalCode,
    googleFormattedAddress: formatted,
    hint: note && { text: note.text, placement: note.placementRaw },
    coordinates,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
