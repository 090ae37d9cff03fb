import { builder } from '../builder.ts';
import type { AddressNote, Coordinates, SiteAddress } from './address.ts';

export const AddressNotePlacementRef = builder.enumType('AddressNotePlacement', {
  description: 'Where a note stands to the address it belongs to.',
  values: {
    BEFORE: { description: 'Before the address.' },
    AFTER: { description: 'After the address.' },
    INSTEAD: { description: 'Instead of the address.' },
    UNKNOWN: { description: 'Not told, or a place that this graph does not know yet; see `placementRaw`.' },
  } as const,
});

const AddressNoteRef = builder.objectRef<AddressNote>('AddressNote').implement({
  description: 'A text that is shown with an address, for instance "In the passage".',
  fields: (t) => ({
    text: t.exposeString('text', { nullable: true, description: 'The text.' }),
    placement: t.expose('placement', { type: AddressNotePlacementRef, description: 'Where it is shown.' }),
    placementRaw: t.exposeString('placementRaw', {
      nullable: true,
      description: 'The placement in the words of Wix, also where `placement` is UNKNOWN.',
    }),
  }),
});

const CoordinatesRef = builder.objectRef<Coordinates>('Coordinates').implement({
  description: 'A point on the globe.',
  fields: (t) => ({
    latitude: t.exposeFloat('latitude', { description: 'Degrees north, -90 to 90.' }),
    longitude: t.exposeFloat('longitude', { description: 'Degrees east, -180 to 180.' }),
  }),
});

export const SiteAddressRef = builder.objectRef<SiteAddress>('SiteAddress').implement({
  description: 'Where a business is. A field is null when nobody has entered it.',
  fields: (t) => ({
    street: t.exposeString('street', { nullable: true, description: 'The street.' }),
    streetNumber: t.exposeString('streetNumber', { nullable: true, description: 'The number of the house.' }),
    apartmentNumber: t.exposeString('apartmentNumber', {
      nullable: true,
      description: 'The number of the apartment.',
    }),
    postalCode: t.exposeString('postalCode', {
      nullable: true,
      description: 'The postal code, at most 20 characters.',
    }),
    city: t.exposeString('city', { nullable: true, description: 'The city.' }),
    state: t.exposeString('state', { nullable: true, description: 'The state or region.' }),
    country: t.exposeString('country', {
      nullable: true,
      description: 'The country, an ISO 3166-1 code of two letters such as `PT`.',
    }),
    formatted: t.exposeString('formatted', {
      nullable: true,
      description: 'The address in one line, as Google writes it.',
    }),
    isPhysical: t.exposeBoolean('isPhysical', { description: 'True if there is a place that people can visit.' }),
    note: t.expose('note', {
      type: AddressNoteRef,
      nullable: true,
      description: 'A text that is shown with the address; null for none.',
    }),
    coordinates: t.expose('coordinates', {
      type: CoordinatesRef,
      nullable: true,
      description: 'Where it is on the map; null when Wix does not know.',
    }),
  }),
});
