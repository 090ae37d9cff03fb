import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import { type AddressNotePlacement, placements, type SiteAddress } from './address.ts';
import { AddressNotePlacementRef } from './address-schema.ts';
import { checkLength } from './properties-write.ts';

type Maybe<T> = T | null | undefined;

/** An address as a caller gives it. It replaces the one that is there: what is left out is empty afterwards. */
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
      description: 'Where it is shown. UNKNOWN is refused.',
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
  description: 'An address, as a whole: a field that is left out is empty afterwards.',
  fields: (t) => ({
    street: t.string({ description: 'The street.' }),
    streetNumber: t.string({ description: 'The number of the house.' }),
    apartmentNumber: t.string({ description: 'The number of the apartment.' }),
    postalCode: t.string({ description: 'The postal code, at most 20 characters.' }),
    city: t.string({ description: 'The city.' }),
    state: t.string({ description: 'The state or region.' }),
    country: t.string({ description: 'The country, an ISO 3166-1 code of two letters such as `PT`.' }),
    formatted: t.string({ description: 'The address in one line, as Google writes it.' }),
    isPhysical: t.boolean({
      required: true,
      defaultValue: true,
      description: 'True if there is a place that people can visit.',
    }),
    note: t.field({ type: AddressNoteInput, description: 'A text that is shown with the address.' }),
    coordinates: t.field({ type: CoordinatesInput, description: 'Where it is on the map.' }),
  }),
});

/** The address as it will be read. Throws an InputError for what Wix would not take. */
export function addressAfter(address: AddressInput): SiteAddress {
  checkLength('address.postalCode', address.postalCode, 20);
  const { country, coordinates, note } = address;
  if (typeof country === 'string' && !/^[A-Z]{2}$/.test(country)) {
    throw new InputError('address.country', 'country must be a code of two capital letters such as PT.');
  }
  if (coordinates && !(Math.abs(coordinates.latitude) <= 90 && Math.abs(coordinates.longitude) <= 180)) {
    throw new InputError('address.coordinates', 'coordinates must lie on the globe.');
  }
  if (note?.placement === 'UNKNOWN') {
    throw new InputError('address.note.placement', 'UNKNOWN stands for places that this graph does not know.');
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

/** The same in Wix's names. What is null is left out. */
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
