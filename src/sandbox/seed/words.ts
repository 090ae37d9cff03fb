type Words = readonly [string, ...string[]];

/** First words of business names. */
export const brandWords: Words = [
  ...([
    'Juniper',
    'Harbour',
    'Copper',
    'Willow',
    'Ember',
    'Lantern',
    'Saffron',
    'Driftwood',
    'Maple',
    'Quartz',
  ] as const),
  ...([
    'Bluebird',
    'Orchard',
    'Foxglove',
    'Granite',
    'Meadow',
    'Thistle',
    'Pepper',
    'Anchor',
    'Velvet',
    'Cinder',
  ] as const),
  ...([
    'Hazel',
    'Marigold',
    'Compass',
    'Paper',
    'Sparrow',
    'Cobalt',
    'Linden',
    'Tidewater',
    'Rowan',
    'Clover',
  ] as const),
  ...(['Amber', 'Nettle', 'Kestrel', 'Olive', 'Pebble', 'Wren', 'Indigo', 'Birch', 'Sundial', 'Heron'] as const),
  ...(['Fern', 'Basalt', 'Poppy', 'Otter', 'Larkspur', 'Canvas', 'Cedar', 'Tansy', 'Beacon', 'Plum'] as const),
  ...(['Sorrel', 'Northgate', 'Iris', 'Mulberry', 'Silver', 'Acorn', 'Finch', 'Gable', 'Rosehip', 'Slate'] as const),
];

/** Trades of the businesses. */
export const tradeWords: Words = [
  ...(['Bakery', 'Pottery', 'Yoga', 'Cycles', 'Dental', 'Florist', 'Roasters', 'Books', 'Law', 'Interiors'] as const),
  ...(['Catering', 'Optics', 'Physio', 'Gardens', 'Brewing', 'Tailors', 'Travel', 'Music', 'Pets', 'Joinery'] as const),
  ...(['Photography', 'Vineyard', 'Swim School', 'Architects', 'Cheese', 'Outdoor', 'Tea House', 'Salon'] as const),
  ...(['Print', 'Ceramics', 'Accounting', 'Nursery', 'Deli', 'Theatre', 'Gallery', 'Leather', 'Kitchens'] as const),
];

/** Cities of some of them. */
export const cityWords: Words = [
  ...([
    'Oslo',
    'Leeds',
    'Porto',
    'Ghent',
    'Bergen',
    'Turin',
    'Lyon',
    'Graz',
    'Malmo',
    'Cork',
    'Basel',
    'Tartu',
  ] as const),
  ...(['Brno', 'Aarhus', 'Girona', 'Utrecht', 'Vilnius', 'Split', 'Poznan', 'Tampere', 'Bristol', 'Nantes'] as const),
];

/** Given names of people. */
export const firstNames: Words = [
  ...([
    'Amara',
    'Bruno',
    'Celia',
    'Dario',
    'Elin',
    'Farid',
    'Greta',
    'Hugo',
    'Ines',
    'Jonas',
    'Katya',
    'Liam',
  ] as const),
  ...(['Mira', 'Noah', 'Oona', 'Pablo', 'Rhea', 'Samir', 'Tilda', 'Umar', 'Vera', 'Wim', 'Yara', 'Zeno'] as const),
  ...(['Aiko', 'Bela', 'Chiara', 'Dagny', 'Emre', 'Freya', 'Goran', 'Hanna', 'Idris', 'Jana', 'Kofi', 'Lena'] as const),
];

/** Family names of people. */
export const lastNames: Words = [
  ...(['Adeyemi', 'Bauer', 'Costa', 'Dahl', 'Eriksen', 'Fontana', 'Garcia', 'Haddad', 'Ivanova', 'Jensen'] as const),
  ...(['Kowalski', 'Lindqvist', 'Moreau', 'Novak', 'Okafor', 'Petrov', 'Quint', 'Rossi', 'Schmid', 'Takeda'] as const),
  ...(['Ueda', 'Vermeer', 'Walsh', 'Xenakis', 'Yilmaz', 'Zeller', 'Brandt', 'Duarte', 'Ferrari', 'Holm'] as const),
];

/** Regions that group folders in the larger sizes. */
export const regionWords: Words = [
  'North',
  'South',
  'East',
  'West',
  'Coast',
  'Highlands',
  'Islands',
  'Valley',
  'City',
  'Border',
];

/** Folders within a region. */
export const sectorWords: Words = [
  'Retail',
  'Food',
  'Health',
  'Culture',
  'Services',
  'Education',
  'Travel',
  'Sport',
  'Trades',
];

/** Lower-case letters, digits and hyphens only. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
