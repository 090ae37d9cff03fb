import { builder, rawValue } from '../builder.ts';
import type { AddressNote, Coordinates, SiteAddress } from './address.ts';

export const AddressNotePlacementRef = builder.enumType('AddressNotePlacement', {
  description: 'The position of a note relative to its address.',
  values: {
    BEFORE: { description: 'Before the address.' },
    AFTER: { description: 'After the address.' },
    INSTEAD: { description: 'Instead of the address.' },
    UNKNOWN: { description: "Wix sent no placement, or one that this graph doesn't know yet. See `placementRaw`." },
  } as const,
});

const AddressNoteRef = builder.objectRef<AddressNote>('AddressNote').implement({
  description: 'A text that is shown with an address, for instance "In the passage".',
  fields: (t) => ({
    text: t.exposeString('text', { nullable: true, description: 'The text.' }),
    placement: t.expose('placement', {
      type: AddressNotePlacementRef,
      description: 'The position of the text relative to the address.',
    }),
    placementRaw: t.exposeString('placementRaw', rawValue('placement', 'placement')),
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
  description: 'The address of a business. Fields that have not been entered are null.',
  fields: (t) => ({
    street: t.exposeString('street', { nullable: true, description: 'The street.' }),
    streetNumber: t.exposeString('streetNumber', { nullable: true, description: 'The house number.' }),
    apartmentNumber: t.exposeString('apartmentNumber', {
      nullable: true,
      description: 'The apartment number.',
    }),
    postalCode: t.exposeString('postalCode', {
      nullable: true,
      description: 'The postal code, at most 20 characters.',
    }),
    city: t.exposeString('city', { nullable: true, description: 'The city.' }),
    state: t.exposeString('state', { nullable: true, description: 'The state or region.' }),
    country: t.exposeString('country', {
      nullable: true,
      description: 'The country, a two-letter ISO 3166-1 code such as `PT`.',
    }),
    formatted: t.exposeString('formatted', {
      nullable: true,
      description: "The address in one line, in Google's format.",
    }),
    isPhysical: t.exposeBoolean('isPhysical', { description: 'Whether people can visit the address.' }),
    note: t.expose('note', {
      type: AddressNoteRef,
      nullable: true,
      description: 'A text that is shown with the address. Null if there is none.',
    }),
    coordinates: t.expose('coordinates', {
      type: CoordinatesRef,
      nullable: true,
      description: "The location of the address on a map. Null if Wix doesn't return it.",
    }),
  }),
});
