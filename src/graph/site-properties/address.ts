import { flag, object, oneOf, text } from '../../lib/read.ts';
import { part } from './parts.ts';

/** Wix's names for the placements of a note. */
export const placements = { BEFORE: 'BEFORE', AFTER: 'AFTER', REPLACE: 'INSTEAD' } as const;

export type AddressNotePlacement = (typeof placements)[keyof typeof placements] | 'UNKNOWN';

export interface AddressNote {
  readonly text: string | null;
  readonly placement: AddressNotePlacement;
  readonly placementRaw: string | null;
}

/** In degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** The address of a business. Fields that have not been entered are null. */
export interface SiteAddress {
  readonly street: string | null;
  readonly streetNumber: string | null;
  readonly apartmentNumber: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly formatted: string | null;
  readonly isPhysical: boolean;
  readonly note: AddressNote | null;
  readonly coordinates: Coordinates | null;
}

export function toSiteAddress(raw: unknown): SiteAddress | null {
  const address = part(raw);
  return (
    address && {
      street: text(address['street']),
      streetNumber: text(address['streetNumber']),
      apartmentNumber: text(address['apartmentNumber']),
      postalCode: text(address['zip']),
      city: text(address['city']),
      state: text(address['state']),
      country: text(address['country']),
      formatted: text(address['googleFormattedAddress']),
      isPhysical: flag(address['isPhysical']),
      note: toNote(address['hint']),
      coordinates: toCoordinates(address['coordinates']),
    }
  );
}

function toNote(raw: unknown): AddressNote | null {
  const note = part(raw);
  return (
    note && {
      text: text(note['text']),
      placement: oneOf(placements, note['placement']),
      placementRaw: text(note['placement']),
    }
  );
}

/**
 * Returns the coordinates; null if one is missing or out of range, so that a missing latitude is not read as the
 * equator.
 */
function toCoordinates(raw: unknown): Coordinates | null {
  const { latitude, longitude } = object(raw);
  return isWithin(90, latitude) && isWithin(180, longitude) ? { latitude, longitude } : null;
}

function isWithin(limit: number, degrees: unknown): degrees is number {
  return typeof degrees === 'number' && Math.abs(degrees) <= limit;
}
